import type { World } from '../lambda/model/world.ts';

/** Connections to origins: `most` at the same time. */
export type Connections = { made: number; open: number; most: number };

/** The world's dialler, with a count of what it opens. */
export function counted({ dial }: World): { readonly dial: World['dial']; readonly connections: Connections } {
  const connections = { made: 0, open: 0, most: 0 };
  return {
    connections,
    dial: (address, port) => {
      connections.made += 1;
      connections.open += 1;
      connections.most = Math.max(connections.most, connections.open);
      return dial(address, port).once('close', () => {
        connections.open -= 1;
      });
    },
  };
}
