import * as v from 'valibot';
import type { LookAgain } from '../model/look-again.ts';
import { parsed } from './alarm-of.ts';

const Count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000));

const Request = v.strictObject({
  originResponder: v.literal('look-again'),
  incident: v.pipe(v.string(), v.regex(/^[0-9a-f]{12}$/)),
  openedAt: v.pipe(v.string(), v.maxLength(30), v.isoTimestamp()),
  comebacks: Count,
  look: Count,
});

/** The request that a message of the function to itself holds; undefined where it is anything else. */
export function readLookAgain(text: string): LookAgain | undefined {
  if (text.length > 1_000) return undefined;
  const request = v.safeParse(Request, parsed(text));
  return request.success ? request.output : undefined;
}

/** Names a request: the same one may come more than once. */
export function lookKey({ incident, openedAt, comebacks, look }: LookAgain): string {
  return `${incident} ${openedAt} look ${comebacks} ${look}`;
}
