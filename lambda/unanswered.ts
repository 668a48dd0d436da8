import { endpoint } from './dials.ts';
import type { Origin } from './model/distribution.ts';
import type { DeadEnd, Step } from './model/finding.ts';
import type { Answer, Handshakes } from './model/handshake.ts';
import { INVALIDATE } from './remedies/dead-ends.ts';
import { shellLine } from './remedies/shell.ts';
import type { Judgement } from './rule.ts';

/** A request over a sound connection that got no whole answer. */
export type Unanswered = Extract<Answer, { kind: 'no-answer' }>;

/** What a rule returns for one; the path asked is one of many, so all of these are likely at most. */
export function unansweredBy(answer: Unanswered, { domainName }: Origin): Judgement<Unanswered> {
  const { target } = answer;
  return {
    facts: answer,
    witness: { kind: 'endpoint', key: `${domainName}:${target.port}` },
    reach: { failing: 1, seen: 1, of: [target.serverName] },
  };
}

/** Whether the server asked for a client certificate on the connection that was asked over: TLS 1.3 refuses only afterwards. */
export function wantsClientCertificate({ dials }: Handshakes, { target }: Unanswered): boolean {
  return dials.some(
    ({ target: { address, serverName }, outcome }) =>
      address === target.address &&
      serverName === target.serverName &&
      outcome.kind === 'completed' &&
      outcome.clientCertificateRequested,
  );
}

/** One line of evidence. */
export function askedOf({ method, path, target, tookMs }: Unanswered, outcome: string): string {
  return `Asked: ${method} ${path} of ${endpoint(target)} as ${target.serverName}; ${outcome} after ${tookMs} ms`;
}

/** The same request, made by hand to the same address, headers shown and the body dropped. */
export function askAgain(
  { method, path, target }: Pick<Answer, 'method' | 'path' | 'target'>,
  seconds: number,
): string {
  const { scheme, serverName, address, port } = target;
  const host = address.includes(':') ? `[${address}]` : address;
  const how = method === 'HEAD' ? ['-I'] : ['-D', '-', '-o', '/dev/null'];
  const resolve = ['--connect-to', `${serverName}:${port}:${host}:${port}`];
  return shellLine(
    'curl',
    '-sS',
    ...how,
    '-m',
    String(seconds),
    ...resolve,
    `${scheme}://${serverName}:${port}${path}`,
  );
}

/** Where such a fault is found: on the origin. */
export function readTheLog(answer: Unanswered, action: string, seconds = 60): Step {
  return { action, command: askAgain(answer, seconds) };
}

/** What cannot help once the connection is sound. */
export const SOUND_CONNECTION: readonly DeadEnd[] = [
  { tempting: 'Replacing certificates or changing TLS settings', why: 'The connection is sound; this comes after it.' },
  INVALIDATE,
];

/** What our request lacked. */
export const ONE_PATH = "We asked one path, without viewers' cookies and the origin's custom headers.";
