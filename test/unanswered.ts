import type { Answer } from '../lambda/model/handshake.ts';
import { target } from './evidence.ts';

/** In which ways a request goes without an answer. */
export type How = Extract<Answer, { kind: 'no-answer' }>['how'];

const ASKED = { target: target(), method: 'GET', path: '/shop' } as const;

/** A GET over a sound connection that was not answered. */
export function unanswered(how: How, tookMs: number): Answer {
  return { kind: 'no-answer', ...ASKED, how, tookMs };
}

/** The same request, answered well. */
export const SOUND: Answer = { kind: 'answered', ...ASKED, status: 200, headers: {}, tookMs: 12 };
