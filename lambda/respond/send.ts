import type { Look } from '../gather/sources.ts';
import { publish } from '../keep/publish.ts';
import type { News } from '../model/news.ts';
import type { Report } from '../model/report.ts';
import { withMutes } from '../report/muted.ts';
import { write } from './log.ts';
import type { Memory } from './memory.ts';
import { muteOf } from './mutes.ts';

/** A message is sent within a moment; whoever is still at it after this time is thought to be no more. */
const LEASE_MS = 15_000;

/** What came of it: this handler sent it, or another one has, or is at it. */
export type Sent = Report | 'told' | 'taken';

/** What memory has to say beside a message. */
export type Doubts = Pick<News, 'repeat' | 'forgot'>;

/** Sends one message once, whichever of many handlers comes first; where memory fails, at once. Throws what SNS answers. */
export async function sendOnce(
  look: Look,
  memory: Memory,
  key: string,
  words: (doubts: Doubts) => Report,
): Promise<Sent> {
  const claim = await memory.claim(key, { leaseMs: LEASE_MS, stage: 'publishing' });
  if (claim && claim.kind !== 'mine') return claim.kind;
  const report = words({ repeat: claim?.repeat, forgot: memory.forgot });
  await send(look, report);
  await memory.done(key);
  return report;
}

/** Sends one message, unless what it is about is muted; it says what else is. */
export async function send(look: Look, report: Report): Promise<void> {
  const { topicArn, aws: settings } = look.world;
  const { distributionId, ruleId, incidentId } = report.attributes;
  const mute = await muteOf(look, report.attributes);
  if (mute) return write(look, { outcome: 'muted', ...mute, distributionId, ruleId, incidentId });
  await publish(withMutes(report, (await look.mutes?.()) ?? []), { topicArn, settings });
}
