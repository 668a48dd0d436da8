import { describe, expect, test } from '@jest/globals';
import { readClientCertificate, withAsker } from '../../lambda/gather/client-certificate.ts';
import { noRecords } from '../../lambda/gather/records.ts';
import type { Listener } from '../../lambda/model/load-balancer.ts';
import {
  completedDial,
  customConnection,
  failedDial,
  handshakes,
  listener,
  managedCertificate,
  notApplicable,
  observed,
  origin,
  unavailable,
} from '../evidence.ts';

const ARN = 'arn:aws:acm:us-east-1:444455556666:certificate/c';
const withClient = origin({ connection: customConnection({ clientCertificateArn: ARN }) });

describe('the certificate', () => {
  test('is asked of ACM in its own Region, whoever’s it is', async () => {
    const asked: unknown[] = [];
    const certificates = async (region: string, arns: readonly string[]) => {
      asked.push([region, arns]);
      return observed([managedCertificate({ arn: ARN })]);
    };
    const seen = await readClientCertificate({ ...noRecords('none'), certificates }, withClient);
    expect(asked).toEqual([['us-east-1', [ARN]]]);
    expect(seen).toMatchObject({ status: 'observed', value: { arn: ARN } });
  });

  test('is not asked for where the origin has none', async () => {
    expect((await readClientCertificate(noRecords('none'), origin())).status).toBe('not-applicable');
  });

  test('that could not be read is a blind spot', async () => {
    const certificates = async () => unavailable('acm:DescribeCertificate was denied', 'acm:DescribeCertificate');
    expect(await readClientCertificate({ ...noRecords('none'), certificates }, withClient)).toMatchObject({
      status: 'unavailable',
      permission: 'acm:DescribeCertificate',
    });
  });
});

describe('who asks for it', () => {
  const described = observed(managedCertificate());
  const on = (more: Partial<Listener>) => observed(listener(more));
  const timedOut = failedDial({ kind: 'timed-out', phase: 'connect' });
  const demanded = failedDial({
    kind: 'alert',
    code: 40,
    description: 'handshake_failure',
    clientCertificateRequested: true,
  });

  test.each([
    ['the listener, by its record', on({ mutualAuthentication: 'verify' }), completedDial(), 'listener', false],
    [
      'the listener, dates aside',
      on({ mutualAuthentication: 'verify', ignoresClientExpiry: true }),
      timedOut,
      'listener',
      true,
    ],
    [
      'whoever asked our dial',
      notApplicable(),
      completedDial({}, { clientCertificateRequested: true }),
      'origin',
      false,
    ],
    [
      'whoever refused our dial for want of one',
      on({ mutualAuthentication: 'passthrough' }),
      demanded,
      'origin',
      false,
    ],
    ['nobody, where dials completed unasked', on({}), completedDial(), 'nobody', false],
    ['nobody knows, where none got so far', notApplicable(), timedOut, 'unknown', false],
  ] as const)('%s', (_who, state, dial, askedBy, expiryIgnored) => {
    expect(withAsker(described, { listener: state, handshakes: handshakes(dial) })).toMatchObject({
      value: { askedBy, expiryIgnored },
    });
  });

  test('stays what it is where the certificate was not seen', () => {
    expect(withAsker(notApplicable('none'), { listener: on({}), handshakes: notApplicable() })).toEqual(
      notApplicable('none'),
    );
  });
});
