import { printable } from './printable.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const YEAR = 365.25 * DAY;

/** By how much clocks that are kept may differ. */
const SKEW = 15 * MINUTE;

/** `2026-11-23 03:09 UTC`. */
export function moment(iso: string): string {
  const at = Date.parse(iso);
  if (Number.isNaN(at)) return printable(iso, 40);
  // Before the year 0 and from 10000 on, years have a sign and six digits.
  const [day = '', time = ''] = new Date(at).toISOString().split('T');
  return `${day} ${time.slice(0, 5)} UTC`;
}

/** `03:09 UTC`; with its date where that is not the day of `reference`. */
export function clock(iso: string, reference: string): string {
  const whole = moment(iso);
  const [day = '', ...time] = whole.split(' ');
  return time.length === 2 && moment(reference).startsWith(`${day} `) ? time.join(' ') : whole;
}

/** From `iso` to the later `reference`, in words: `4 minutes`; empty below a minute, where it is the other way round, or where either is no date. */
export function apart(iso: string, reference: string): string {
  const ms = Date.parse(reference) - Date.parse(iso);
  return ms >= MINUTE ? span(ms) : '';
}

/** How far `iso` lies from `reference`, in words: `4 minutes ago`, `in 3 days`; empty where either is no date. */
export function distance(iso: string, reference: string): string {
  const ms = Date.parse(reference) - Date.parse(iso);
  if (Number.isNaN(ms)) return '';
  if (Math.abs(ms) < MINUTE) return 'just now';
  return ms > 0 ? `${span(ms)} ago` : `in ${span(-ms)}`;
}

/**
 * How long ago `iso`, which has happened, lies before `reference`. Clocks differ: what seems to lie some minutes ahead was just now,
 * and of what seems to lie further ahead nothing is said.
 */
export function ago(iso: string, reference: string): string {
  const aheadMs = Date.parse(iso) - Date.parse(reference);
  if (aheadMs > SKEW) return '';
  return aheadMs > 0 ? 'just now' : distance(iso, reference);
}

/** `2026-11-25 03:12 UTC (4 minutes ago)`: a moment with its distance in words, where there is one. */
export function dated(iso: string, words: string): string {
  return words === '' ? moment(iso) : `${moment(iso)} (${words})`;
}

/** The moment `minutes` after `iso`, whole seconds, as AWS's command line wants it; undefined where `iso` is no date. */
export function shifted(iso: string, minutes: number): string | undefined {
  const at = new Date(Date.parse(iso) + minutes * MINUTE);
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString().replace(/\.\d+Z$/, 'Z');
}

/** A length in words, cut to whole units: `4 minutes`, `30 hours`, `3 days`. */
export function span(ms: number): string {
  if (ms >= 2 * YEAR) return `${Math.round(ms / YEAR)} years`;
  const [size, noun] = ms < 2 * HOUR ? [MINUTE, 'minute'] : ms < 2 * DAY ? [HOUR, 'hour'] : [DAY, 'day'];
  const amount = Math.floor(ms / Number(size));
  return `${amount} ${noun}${amount === 1 ? '' : 's'}`;
}
