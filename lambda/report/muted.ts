import type { Mute } from '../model/mute.ts';
import type { Report } from '../model/report.ts';
import { moment } from './moments.ts';
import { printable } from './printable.ts';

/** Mutes that are named. */
const MAX_NAMED = 10;

/** The same report, which says at its end what people will not hear of for a time. */
export function withMutes(report: Report, mutes: readonly Mute[]): Report {
  if (mutes.length === 0) return report;
  const named = mutes.slice(0, MAX_NAMED).map(({ what, until }) => `- ${printable(what, 64)} until ${moment(until)}`);
  const more = mutes.length > MAX_NAMED ? [`- and ${mutes.length - MAX_NAMED} more`] : [];
  return { ...report, text: `${report.text.trimEnd()}\n\n${['MUTED', ...named, ...more].join('\n')}\n` };
}
