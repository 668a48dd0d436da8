import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { listen } from '../lab/loopback.ts';

/** An endpoint that nobody will ever hear from. */
export type Silent = { readonly endpoint: string; close(): Promise<void> };

/** Takes every connection, and says nothing. */
export async function silentPort(): Promise<Silent> {
  const { port, close } = await listen(createServer(), '127.0.0.1');
  return { endpoint: `http://127.0.0.1:${port}`, close };
}

/** Listens, with room for one in the queue, and tells where. */
const LISTENER = `
const server = require('node:net').createServer();
server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => console.log(server.address().port));
`;

/** More than there is room for. */
const CROWD = 8;

/** A port before which a crowd waits for somebody who is asleep: the operating system lets no further connection come about. */
export async function crowdedPort(): Promise<Silent> {
  const asleep = spawn(process.execPath, ['-e', LISTENER], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(asleep.stdout, 'data');
  asleep.kill('SIGSTOP');
  const port = Number(String(line));
  const crowd = Array.from({ length: CROWD }, () => connect(port, '127.0.0.1').on('error', () => {}));
  const [first] = crowd;
  if (first) await once(first, 'connect');
  return {
    endpoint: `http://127.0.0.1:${port}`,
    close: async () => {
      for (const socket of crowd) socket.destroy();
      asleep.kill('SIGKILL');
      await once(asleep, 'exit');
    },
  };
}
