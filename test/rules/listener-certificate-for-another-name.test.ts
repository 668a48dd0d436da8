import { describe, expect, test } from '@jest/globals';
import { listenerCertificateForAnotherName } from '../../lambda/rules/listener-certificate-for-another-name.ts';
import {
  behavior,
  distribution,
  finding,
  LISTENER_ARN,
  listener,
  managedCertificate,
  observed,
  originEvidence,
  verdict,
} from '../evidence.ts';
import { keptBehind } from '../kept.ts';

const other = managedCertificate({ domainName: 'www.example.com', names: ['www.example.com'] });
const seen = keptBehind([other]);
const forwarding = (kind: 'forwarded' | 'unknown') =>
  distribution({
    behaviors: [
      behavior({ hostForwarding: kind === 'forwarded' ? { kind, by: 'cache-policy' } : { kind, reason: 'denied' } }),
    ],
  });

describe('a listener without a certificate for the name', () => {
  test('is proven from the records, and gets one beside its default', () => {
    const { title, certainty, remedy } = finding(listenerCertificateForAnotherName, originEvidence(seen));
    expect([title, certainty]).toEqual([
      'The listener on port 443 holds no certificate for origin.example.com, it shows its default one',
      'proven',
    ]);
    const commands = remedy.map(({ command = '' }) => command).join('\n');
    expect(commands).toContain('--domain-name origin.example.com');
    expect(commands).toContain(`add-listener-certificates --region eu-west-1 --listener-arn ${LISTENER_ARN}`);
  });

  test('is likely where a policy that decides the name was not read', () => {
    expect(finding(listenerCertificateForAnotherName, originEvidence(seen), forwarding('unknown')).certainty).toBe(
      'likely',
    );
  });
});

describe('what it is not', () => {
  const kind = (evidence: typeof seen, of = distribution()) =>
    verdict(listenerCertificateForAnotherName, originEvidence(evidence), of).kind;

  test('a name that is covered, by a wildcard, or as the viewer’s Host', () => {
    expect(kind(keptBehind([managedCertificate({ names: ['*.example.com'] })]))).toBe('ruled-out');
    expect(kind(seen, forwarding('forwarded'))).toBe('ruled-out');
  });

  test('judged by a list that is not whole, or a certificate whose names are not', () => {
    const cut = { ...seen, listener: observed(listener({ certificatesCut: { reason: 'denied' } })) };
    expect(kind(cut)).toBe('not-judged');
    expect(kind(keptBehind([managedCertificate({ names: [] })]))).toBe('not-judged');
    const full = Array.from({ length: 100 }, (_, index) => `${index}.example.net`);
    expect(kind(keptBehind([managedCertificate({ names: full })]))).toBe('not-judged');
  });

  test('a name that only AWS can have a certificate for', () => {
    const evidence = originEvidence(seen, { domainName: 'shop-1.eu-west-1.elb.amazonaws.com' });
    expect(verdict(listenerCertificateForAnotherName, evidence).kind).toBe('ruled-out');
  });
});
