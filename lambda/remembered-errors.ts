import { viewerCode } from './cloudfront/viewer-codes.ts';
import type { Distribution, ErrorResponse } from './model/distribution.ts';

/** An error that is remembered for longer outlives a fix by so much that people take the fix for none. */
const LONG_SECONDS = 60;

/** One error code that CloudFront goes on answering from its cache. */
export type Remembered = { readonly code: number; readonly seconds: number };

/** The 5xx that this distribution remembers for more than a minute, the longest first. */
export function rememberedErrors({ errorResponses = [] }: Distribution): Remembered[] {
  return errorResponses
    .filter(isServerError)
    .flatMap(({ code, cachedSeconds: seconds = 0 }) => (seconds > LONG_SECONDS ? [{ code, seconds }] : []))
    .toSorted((a, b) => b.seconds - a.seconds);
}

/** The same of a fault: only the code that viewers get from it, where AWS documents one. */
export function rememberedOf(ruleId: string, distribution: Distribution): Remembered[] {
  const expected = viewerCode(ruleId);
  const all = rememberedErrors(distribution);
  return expected ? all.filter(({ code }) => String(code) === expected) : all;
}

/** The 5xx in whose place viewers get another code, one that no 5xx metric counts. */
export function hiddenErrors({ errorResponses = [] }: Distribution): ErrorResponse[] {
  return errorResponses.filter((one) => isServerError(one) && (one.answeredWith ?? one.code) < 500);
}

function isServerError({ code }: ErrorResponse): boolean {
  return code >= 500 && code <= 599;
}

/** `1 hour`, `90 seconds`: whole units only. */
export function lasting(seconds: number): string {
  const [size, unit] = UNITS.find(([length]) => seconds >= length && seconds % length === 0) ?? [1, 'second'];
  const amount = seconds / size;
  return `${amount} ${unit}${amount === 1 ? '' : 's'}`;
}

const UNITS: readonly (readonly [number, string])[] = [
  [86_400, 'day'],
  [3_600, 'hour'],
  [60, 'minute'],
];
