import type { Failover } from '../failover.ts';
import { listed } from './layout.ts';

/** `group both does not go over to spare.example.com: a failed connection counts as 503, and it goes over on 500 and 504`. */
export function failoverWords(failover: Failover): string {
  const { group, spare, goesOver, spareIs, takesWrites } = failover;
  const to = `to ${spare?.domainName ?? 'its spare'}`;
  if (goesOver === 'no') return `group ${group.id} does not go over ${to}: ${why(failover)}`;
  if (goesOver === 'open') return `it is open whether group ${group.id} goes over ${to}: ${why(failover)}`;
  const state = { sound: '', failing: ', which fails too', unseen: ', which was not seen to be sound' }[spareIs];
  const methods = takesWrites ? '; only GET, HEAD and OPTIONS do, so other methods still fail' : '';
  return `group ${group.id} goes over ${to}${state}${methods}`;
}

function why({ group: { failoverCodes }, failsAs: { codes, by } }: Failover): string {
  const counts = listed(codes.map(String), 2).replace(', ', ' or ');
  const unknown = by === 'open' ? ' (AWS does not say which)' : '';
  const held = failoverCodes.length > 0 ? `on ${listed(failoverCodes.map(String), 10)}` : 'on no code';
  return `this fault counts as ${counts}${unknown}, and it goes over ${held} only`;
}
