import * as v from 'valibot';
import { parsed } from './alarm-of.ts';

const Canary = v.strictObject({ originResponder: v.literal('canary') });

/** Whether a message is the daily canary. It says nothing else, so that there is nothing in it to forge. */
export function isCanary(text: string): boolean {
  return text.length <= 100 && v.safeParse(Canary, parsed(text)).success;
}
