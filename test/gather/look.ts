import { type Look, sourcesOf, startLook } from '../../lambda/gather/sources.ts';
import type { World } from '../../lambda/model/world.ts';
import { EXAMINED_AT } from '../evidence.ts';

/** A world without DNS and without a network, over the given AWS settings. */
export function worldWith(aws: World['aws'], more: Partial<World> = {}): World {
  const gone = async () => Promise.reject(Object.assign(new Error('gone'), { code: 'ENOTFOUND' }));
  return {
    now: () => new Date(EXAMINED_AT),
    resolver: { resolve4: gone, resolve6: gone, resolveCname: gone, resolveCaa: gone, reverse: gone, cancel: () => {} },
    dial: () => {
      throw new Error('nothing may be dialled');
    },
    trustAnchors: [],
    aws,
    allowPrivateAddresses: false,
    topicArn: '',
    ...more,
  };
}

/** An examination in such a world. */
export function lookIn(aws: World['aws'], more: Partial<World> = {}, signal?: AbortSignal): Look {
  return startLook(sourcesOf(worldWith(aws, more)), signal);
}
