import { createHash } from 'node:crypto';

/** Where an ARN's thing lives; empty for a global one. */
export function regionOf(arn: string): string {
  return arn.split(':')[3] ?? '';
}

/** So many lower-case hex digits that always are the same for the same words. */
export function hexOf(words: string, digits: number): string {
  return createHash('sha256').update(words).digest('hex').slice(0, digits);
}

/** The version of a resource, as CloudFront puts it in `ETag`. */
export function etagOf(words: string): string {
  return `E${hexOf(words, 13).toUpperCase()}`;
}

/** When things of the account were made, unless the fixture says otherwise. */
export const MADE_AT = new Date('2025-06-01T09:00:00Z');
