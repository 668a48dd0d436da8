import { printable } from './printable.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `2026-11-23 03:09 UTC`. */
export function moment(iso: string): string {
  const at = Date.parse(iso);
  return Number.isNaN(at) ? printable(iso, 40) : `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** `03:09 UTC`; with its date where that is not the day of `reference`. */
export function clock(iso: string, reference: string): string {
  const whole = moment(iso);
  return whole.slice(0, 10) === moment(reference).slice(0, 10) ? whole.slice(11) : whole;
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

/** The moment `minutes` after `iso`, whole seconds, as AWS's command line wants it; undefined where `iso` is no date. */
export function shifted(iso: string, minutes: number): string | undefined {
  const at = Date.parse(iso) + minutes * MINUTE;
  return Number.isNaN(at) ? undefined : `${new Date(at).toISOString().slice(0, 19)}Z`;
}

function span(ms: number): string {
  const [size, noun] = ms < 2 * HOUR ? [MINUTE, 'minute'] : ms < 2 * DAY ? [HOUR, 'hour'] : [DAY, 'day'];
  const amount = Math.floor(ms / Number(size));
  return `${amount} ${noun}${amount === 1 ? '' : 's'}`;
}
