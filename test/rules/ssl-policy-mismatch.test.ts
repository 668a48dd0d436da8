import { describe, expect, test } from '@jest/globals';
import type { Origin } from '../../lambda/model/distribution.ts';
import type { TlsPolicy } from '../../lambda/model/tls-policy.ts';
import { sslPolicyMismatch as rule } from '../../lambda/rules/ssl-policy-mismatch.ts';
import {
  behindLoadBalancer,
  customConnection,
  finding,
  LISTENER_ARN,
  listener,
  notApplicable,
  observed,
  originEvidence,
  tlsPolicy,
  unavailable,
  verdict,
  vpcConnection,
} from '../evidence.ts';

const OLD = 'ELBSecurityPolicy-TLS-1-2-2017-01';
const ONLY_1_2 = { name: OLD, protocols: ['TLSv1.2'] };

function on(
  sslProtocols: readonly string[],
  policy: Partial<TlsPolicy> = ONLY_1_2,
  connection: Origin['connection'] = customConnection({ sslProtocols }),
) {
  const seen = { listener: observed(listener({ sslPolicy: OLD })), tlsPolicy: observed(tlsPolicy(policy)) };
  return originEvidence(behindLoadBalancer(seen), { connection });
}

describe('a list of versions and a policy that share none', () => {
  test('is likely, after everything else: by AWS’s library they would meet', () => {
    const said = verdict(rule, on(['TLSv1', 'TLSv1.1']));
    expect(said).toMatchObject({
      kind: 'found',
      leads: true,
      lastResort: true,
      finding: {
        certainty: 'likely',
        title:
          'OriginSslProtocols allows TLSv1 and TLSv1.1 alone, the listener of origin.example.com speaks only TLSv1.2',
        witness: { kind: 'listener', key: LISTENER_ARN },
      },
    });
  });

  test('is mended in the list first, and in the policy, which can be put back', () => {
    const [list, policy] = finding(rule, on(['TLSv1'])).remedy;
    expect(list?.command).toContain('.CustomOriginConfig.OriginSslProtocols = {"Quantity":1,"Items":["TLSv1.2"]}');
    expect(policy?.command).toContain(
      `modify-listener --region eu-west-1 --listener-arn ${LISTENER_ARN} --ssl-policy ELBSecurityPolicy-TLS13-1-2-2021-06`,
    );
    expect(policy?.undo).toContain(`--ssl-policy ${OLD}`);
  });

  test('is mended in the VPC origin where that holds the list', () => {
    const connection = vpcConnection({ sslProtocols: ['TLSv1'] });
    const [list] = finding(rule, on([], ONLY_1_2, connection)).remedy;
    expect(list?.command).toContain('aws cloudfront update-vpc-origin --id vo_1');
    expect(list?.command).toContain('.OriginSslProtocols = {"Quantity":1,"Items":["TLSv1.2"]}');
  });
});

describe('a policy that neither reading finds anything in', () => {
  test('is proven, and mended in the policy alone', () => {
    const found = finding(rule, on(['TLSv1.2'], { name: 'made-up', protocols: ['TLSv1.1'], ciphers: ['AES128-SHA'] }));
    expect(found).toMatchObject({ certainty: 'proven', title: expect.stringContaining('no version or cipher') });
    expect(found.remedy).toHaveLength(1);
  });
});

describe('what it is not', () => {
  test('TLS 1.3 alone', () => {
    const policy = { protocols: ['TLSv1.3'], ciphers: ['TLS_AES_128_GCM_SHA256'] };
    expect(verdict(rule, on(['TLSv1.2'], policy)).kind).toBe('ruled-out');
    expect(verdict(rule, on(['TLSv1'], policy)).kind).toBe('ruled-out');
  });

  test('a list that goes on above the lowest', () => {
    expect(verdict(rule, on(['SSLv3', 'TLSv1', 'TLSv1.1', 'TLSv1.2'])).kind).toBe('ruled-out');
  });

  test('an origin that is spoken to in the clear, or a listener without a policy', () => {
    const clear = customConnection({ protocolPolicy: 'http-only', sslProtocols: ['TLSv1'] });
    expect(verdict(rule, on([], ONLY_1_2, clear)).kind).toBe('not-applicable');
    const none = originEvidence(behindLoadBalancer({ tlsPolicy: notApplicable() }));
    expect(verdict(rule, none).kind).toBe('not-applicable');
  });

  test('judged where the policy, or the settings of the VPC origin, were not seen', () => {
    const denied = originEvidence(behindLoadBalancer({ tlsPolicy: unavailable() }));
    expect(verdict(rule, denied).kind).toBe('not-judged');
    const unread = vpcConnection({ sslProtocols: ['TLSv1'], unread: { reason: 'denied' } });
    expect(verdict(rule, on([], ONLY_1_2, unread)).kind).toBe('not-judged');
  });
});
