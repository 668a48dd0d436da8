import { diagnose } from '../../lambda/diagnose.ts';
import type { Distribution } from '../../lambda/model/distribution.ts';
import type { Evidence, Observation, Observations } from '../../lambda/model/evidence.ts';
import type { Answer, HandshakeOutcome, Target } from '../../lambda/model/handshake.ts';
import { report } from '../../lambda/report/report.ts';
import { rules } from '../../lambda/rules/index.ts';
import { readCertificate } from '../../lambda/tls/certificate.ts';
import { readServerFlight } from '../../lambda/tls/wire.ts';
import { standIn } from '../../terminal/stand-in.ts';
import { TLS_1_2 } from './recorded.ts';
import { hold, type Surface, UNSEEN } from './surface.ts';
import { dealer, someWords } from './words.ts';

type Next = () => string;

const NOTHING: Observation<never> = { status: 'not-applicable', reason: 'not a load balancer' };
const CHAIN = readServerFlight(TLS_1_2).certificates.flatMap((der) => readCertificate(der, [])?.certificate ?? []);
const MENTION = /<[!@#]|@(everyone|here|channel)/i;

/** Words in every place of the evidence where strangers write, through the rules into the message. */
export const message: Surface = {
  name: 'report',
  make: someWords,
  run: (input) => {
    const next = dealer(input);
    const all = outcomes(next);
    const outcome = all[input.length % all.length];
    if (outcome) check(evidence(outcome, next));
  },
};

function check(of: Evidence): void {
  const { subject, text, json } = report(diagnose(of, rules), of);
  hold(/^[ -~]{1,99}$/.test(subject), `subject: ${JSON.stringify(subject)}`);
  hold(Buffer.byteLength(text) <= 24 * 1024, 'a text without bound');
  for (const line of [...text.split('\n'), json]) hold(!UNSEEN.test(line), `unescaped: ${JSON.stringify(line)}`);
  for (const one of [subject, text, json]) hold(!MENTION.test(one), `mentions: ${MENTION.exec(one)?.[0] ?? ''}`);
  const headings = text.split('\n').filter((line) => /^[A-Z][A-Z ,]+$/.test(line));
  hold(new Set(headings).size === headings.length, `a heading twice: ${headings.join('; ')}`);
}

function outcomes(next: Next): HandshakeOutcome[] {
  const [leaf, ...uppers] = CHAIN;
  const poisoned = leaf && { ...leaf, subject: next(), issuer: next(), commonName: next(), dnsNames: [next(), next()] };
  const chain = poisoned ? [poisoned, ...uppers] : [];
  const common = { protocol: next(), cipher: next(), chain, clientCertificateRequested: false };
  return [
    { kind: 'completed', ...common, path: { kind: 'incomplete', missingIssuer: next(), at: 0, issuerUrl: next() } },
    { kind: 'completed', ...common, path: { kind: 'untrusted', anchor: next() } },
    { kind: 'completed', ...common, path: { kind: 'signature-invalid', at: 0, issuer: next() } },
    { kind: 'completed', ...common, path: { kind: 'self-signed' } },
    { kind: 'not-tls', firstBytes: next() },
    { kind: 'malformed', what: next() },
    { kind: 'unreachable', reason: next() },
    { kind: 'connected' },
  ];
}

function evidence(outcome: HandshakeOutcome, next: Next): Evidence {
  const distribution = around(next);
  const origins = distribution.origins.map((origin) => ({ origin, observations: seen(outcome, next) }));
  return {
    schemaVersion: 1,
    subject: { kind: 'distribution', id: next() },
    examinedAt: '2026-11-23T03:12:00.000Z',
    distribution: { status: 'observed', value: distribution },
    origins,
  };
}

function around(next: Next): Distribution {
  const options = { host: next(), port: 443, protocols: ['TLSv1.2'], hostHeaders: [next()] };
  const one = standIn({ ...options, policy: 'https-only', addressType: 'ipv4' }, 'other');
  return { ...one, id: next(), behaviors: one.behaviors.map((behavior) => ({ ...behavior, pathPattern: next() })) };
}

const NO_RECORDS = {
  alias: NOTHING,
  deadRecord: NOTHING,
  networkInterfaces: NOTHING,
  unheld: NOTHING,
  instances: NOTHING,
  loadBalancer: NOTHING,
  balancerCounts: NOTHING,
  tlsPolicy: NOTHING,
  apiDomain: NOTHING,
  certificates: NOTHING,
  stored: NOTHING,
  clientCertificate: NOTHING,
  candidates: NOTHING,
  securityGroups: NOTHING,
  targets: NOTHING,
};

function seen(outcome: HandshakeOutcome, next: Next): Observations {
  const target: Target = {
    ...{ scheme: 'https', address: '203.0.113.7', port: 443, serverName: next(), acceptedNames: [next()] },
    ...{ hostForwarded: 'no', protocols: ['TLSv1.2'], behaviors: [next()] },
  };
  const headers = { server: next(), via: next(), location: next() };
  const answer: Answer = {
    ...{ kind: 'answered', target, method: 'GET', path: next(), status: 503, headers, tookMs: 1 },
  };
  return {
    ...NO_RECORDS,
    resolution: {
      status: 'observed',
      value: { kind: 'not-found', name: next(), cnames: [next()], at: next(), why: 'no-such-name' },
    },
    handshakes: { status: 'observed', value: { dials: [{ target, outcome, tookMs: 1 }], omitted: [next()] } },
    answer: outcome.kind === 'connected' ? { status: 'observed', value: answer } : NOTHING,
    listener: { status: 'unavailable', reason: next(), permission: next() },
  };
}
