import { describe, expect, test } from '@jest/globals';
import { loadBalancerInternal as rule } from '../../lambda/rules/load-balancer-internal.ts';
import { originAddressPrivate } from '../../lambda/rules/origin-address-private.ts';
import {
  customConnection,
  failedDial,
  finding,
  handshakes,
  LOAD_BALANCER_ARN,
  loadBalancer,
  notApplicable,
  observed,
  originEvidence,
  unavailable,
  verdict,
} from '../evidence.ts';

const resolved = (...addresses: string[]) =>
  observed({ kind: 'resolved', name: 'origin.example.com', cnames: [], addresses, cut: 0 } as const);
const INTERNAL = observed(loadBalancer({ scheme: 'internal' }));
const hidden = {
  loadBalancer: INTERNAL,
  resolution: resolved('10.0.1.5', '10.0.2.5'),
  handshakes: handshakes(failedDial({ kind: 'not-dialled', reason: '' }, { address: '10.0.1.5' })),
};

describe('an internal load balancer as a public origin', () => {
  test('is proven by its scheme', () => {
    expect(finding(rule, originEvidence(hidden))).toMatchObject({
      certainty: 'proven',
      title: 'Load balancer shop behind origin origin.example.com is internal, and CloudFront comes from the internet',
      witness: { kind: 'load-balancer', key: LOAD_BALANCER_ARN },
      evidence: ['Scheme of shop in eu-west-1: internal', 'DNS: origin.example.com → 10.0.1.5 and 10.0.2.5 (private)'],
    });
  });

  test('needs no address: DNS may have failed', () => {
    const failing = observed({ kind: 'failing', name: 'origin.example.com', code: 'ETIMEOUT' } as const);
    expect(finding(rule, originEvidence({ ...hidden, resolution: failing })).evidence).toHaveLength(1);
  });

  test('leads over the private address, whose first step is the same', () => {
    const cause = finding(rule, originEvidence(hidden));
    const symptom = finding(originAddressPrivate, originEvidence(hidden));
    expect(cause.remedy[0]?.command).toContain(`"Arn":"${LOAD_BALANCER_ARN}"`);
    expect(symptom.remedy[0]).toEqual(cause.remedy[0]);
  });

  test('is not said where DNS leads to the internet as well', () => {
    const both = { ...hidden, resolution: resolved('10.0.1.5', '203.0.113.7') };
    expect(verdict(rule, originEvidence(both)).kind).toBe('ruled-out');
  });

  test('is not an internet-facing one, whatever its addresses', () => {
    const facing = { ...hidden, loadBalancer: observed(loadBalancer()) };
    expect(verdict(rule, originEvidence(facing)).kind).toBe('ruled-out');
  });

  test('is as it should be behind a VPC origin', () => {
    const connection = { ...customConnection(), type: 'vpc', vpcOriginId: 'vo_1' } as const;
    expect(verdict(rule, originEvidence(hidden, { connection })).kind).toBe('not-applicable');
  });

  test('is not judged unseen, and does not apply to a server of one’s own', () => {
    const kind = (seen: ReturnType<typeof unavailable>) =>
      verdict(rule, originEvidence({ ...hidden, loadBalancer: seen })).kind;
    expect([kind(unavailable()), kind(notApplicable())]).toEqual(['not-judged', 'not-applicable']);
  });
});
