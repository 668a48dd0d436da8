import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Authority, makeAuthority } from '../../lab/authority.ts';
import type { Issued } from '../../lab/wish.ts';
import { awsClients } from '../../lambda/gather/clients.ts';
import { readStored } from '../../lambda/gather/stored.ts';
import { isKeptSound, storedWanted } from '../../lambda/gather/stored-wanted.ts';
import type { Observations } from '../../lambda/model/evidence.ts';
import { parseAnchors } from '../../lambda/tls/path.ts';
import {
  behindLoadBalancer,
  CANDIDATE_ARN,
  CERTIFICATE_ARN,
  certificate,
  completedDial,
  distribution,
  EXAMINED_AT,
  failedDial,
  handshakes,
  listener,
  managedCertificate,
  notApplicable,
  observed,
  origin,
  trusted,
  unavailable,
} from '../evidence.ts';
import { json, jsonError, type Loopback, startLoopback, xmlError } from './aws-loopback.ts';

const IAM = 'arn:aws:iam::111122223333:server-certificate/old';
const NAMES = ['origin.example.com'];

let authority: Authority;
let leaf: Issued;
let loopback: Loopback;
beforeAll(async () => {
  authority = await makeAuthority(new Date(EXAMINED_AT));
  leaf = await authority.issue({ names: NAMES });
  loopback = await startLoopback();
});
afterAll(() => loopback.close());

const anchors = () => parseAnchors([authority.root.pem]);
const read = (...arns: string[]) => {
  const none = () => Promise.reject(new Error('not asked for'));
  const resolver = {
    resolve4: none,
    resolve6: none,
    resolveCname: none,
    resolveCaa: none,
    reverse: none,
    cancel: () => undefined,
  };
  const reading = {
    aws: awsClients(loopback.settings),
    resolver,
    signal: AbortSignal.timeout(10_000),
    examinedAt: EXAMINED_AT,
  };
  return readStored(reading, anchors(), { why: 'undialled', region: 'eu-west-1', arns, names: NAMES });
};

describe('what is read', () => {
  test('is judged as if it had been served, in the load balancer’s Region', async () => {
    loopback.answer(() => json({ Certificate: leaf.pem, CertificateChain: authority.intermediate.pem }));
    const seen = await read(CERTIFICATE_ARN);
    expect(seen).toMatchObject({
      status: 'observed',
      value: { why: 'undialled', chains: [{ arn: CERTIFICATE_ARN, path: { kind: 'trusted' } }] },
    });
    expect(loopback.calls).toMatchObject([
      { action: 'GetCertificate', region: 'eu-west-1', input: { CertificateArn: CERTIFICATE_ARN } },
    ]);
    expect(seen.status === 'observed' && isKeptSound(seen.value, NAMES, EXAMINED_AT)).toBe(true);
  });

  test('is incomplete where the chain was left out', async () => {
    loopback.answer(() => json({ Certificate: leaf.pem }));
    expect(await read(CERTIFICATE_ARN)).toMatchObject({ value: { chains: [{ path: { kind: 'incomplete' } }] } });
  });

  test('is at most five', async () => {
    loopback.answer(() => json({ Certificate: leaf.pem }));
    await read(...Array.from({ length: 9 }, (_, index) => `${CERTIFICATE_ARN}${index}`));
    expect(loopback.calls).toHaveLength(5);
  });

  test('what was denied, or is no certificate, is unseen; the rest stands', async () => {
    loopback.answer(({ input, service }) => {
      if (service === 'iam') return xmlError(403, 'AccessDenied');
      return input.CertificateArn === CERTIFICATE_ARN
        ? jsonError(400, 'AccessDeniedException')
        : json({ Certificate: 'none', CertificateChain: 'none' });
    });
    expect(await read(CERTIFICATE_ARN, IAM, CANDIDATE_ARN)).toEqual({
      status: 'observed',
      value: { why: 'undialled', chains: [] },
      unseen: [
        { reason: 'acm:GetCertificate was denied', permission: 'acm:GetCertificate' },
        { reason: 'iam:GetServerCertificate was denied', permission: 'iam:GetServerCertificate' },
        { reason: `the text of ${CANDIDATE_ARN} cannot be read` },
      ],
    });
  });
});

describe('what is asked for', () => {
  const scene = { origin: origin(), distribution: distribution(), examinedAt: EXAMINED_AT };
  const silent = handshakes(failedDial({ kind: 'timed-out', phase: 'connect' }));
  const wanted = (dials: Observations['handshakes'], more: Partial<Observations> = {}) => {
    const { listener: on = notApplicable(), certificates = notApplicable() } = behindLoadBalancer(more);
    return storedWanted(scene, dials, { listener: on, certificates });
  };

  test('the certificate for the name, where no connection came about', () => {
    const expected = { why: 'undialled', region: 'eu-west-1', arns: [CERTIFICATE_ARN], names: NAMES };
    expect(wanted(silent)).toEqual(expected);
    expect(wanted(unavailable('private network'))).toEqual(expected);
  });

  test('where what was served is none of the listener’s', () => {
    const strange = handshakes(completedDial({}, { chain: [certificate({ serial: '77' })] }));
    expect(wanted(strange)).toMatchObject({ why: 'stranger', arns: [CERTIFICATE_ARN] });
  });

  test('nothing where the wire tells, where it fails otherwise, or where there was nothing to dial', () => {
    expect(wanted(handshakes(completedDial()))).toBeUndefined();
    expect(wanted(handshakes(failedDial({ kind: 'refused' })))).toBeUndefined();
    expect(wanted(notApplicable('no address'))).toBeUndefined();
    expect(wanted(silent, { certificates: unavailable('denied') })).toBeUndefined();
  });

  test('no certificate that the listener would not show, and no private one', () => {
    const other = managedCertificate({ arn: CANDIDATE_ARN, names: ['other.example'] });
    const held = [managedCertificate(), other];
    const on = listener({ certificates: held.map(({ arn }) => ({ arn, isDefault: arn === CANDIDATE_ARN })) });
    const more = { listener: observed(on), certificates: observed(held) };
    expect(wanted(silent, more)?.arns).toEqual([CERTIFICATE_ARN]);
    expect(wanted(silent, { certificates: observed([managedCertificate({ type: 'PRIVATE' })]) })?.arns).toEqual([]);
  });
});

test('what is kept is sound where every name is covered by a good chain', () => {
  const good = { arn: CERTIFICATE_ARN, chain: [certificate()], path: trusted([0]) };
  const kept = (...chains: (typeof good)[]) => ({ why: 'undialled' as const, chains });
  expect(isKeptSound(kept(good), NAMES, EXAMINED_AT)).toBe(true);
  expect(isKeptSound(kept(good), [...NAMES, 'b.example.com'], EXAMINED_AT)).toBe(false);
  expect(isKeptSound(kept(), NAMES, EXAMINED_AT)).toBe(false);
  const late = { ...good, chain: [certificate({ notAfter: '2026-11-01T00:00:00.000Z' })] };
  expect(isKeptSound(kept(late), NAMES, EXAMINED_AT)).toBe(false);
});
