import { describe, expect, test } from '@jest/globals';
import { originAddressPrivate } from '../../lambda/rules/origin-address-private.ts';
import {
  completedDial,
  customConnection,
  failedDial,
  finding,
  handshakes,
  LOAD_BALANCER_ARN,
  loadBalancer,
  observed,
  originEvidence,
  unavailable,
  verdict,
} from '../evidence.ts';

const NAME = 'origin.example.com';
const INTERNAL = 'internal-shop-1234567890.eu-west-1.elb.amazonaws.com';

/** The name resolves to these; private ones were not dialled. */
function resolved(addresses: readonly string[], cnames: readonly string[] = []) {
  const dials = addresses.map((address) =>
    address.startsWith('203.')
      ? completedDial({ address })
      : failedDial({ kind: 'not-dialled', reason: '' }, { address }),
  );
  return {
    resolution: observed({ kind: 'resolved', name: NAME, cnames, addresses, cut: 0 } as const),
    handshakes: handshakes(...dials),
  };
}

describe('an origin whose addresses are not on the internet', () => {
  test('is proven where all are private', () => {
    expect(finding(originAddressPrivate, originEvidence(resolved(['10.0.1.5', '10.0.2.5'])))).toMatchObject({
      certainty: 'proven',
      title: 'Origin origin.example.com is not on the internet: it resolves to 10.0.1.5 and 10.0.2.5',
      witness: { kind: 'endpoint', key: NAME },
      reach: { failing: 2, seen: 2, of: ['10.0.1.5', '10.0.2.5'] },
      evidence: [
        'DNS: origin.example.com → 10.0.1.5 (RFC 1918 private)',
        'DNS: origin.example.com → 10.0.2.5 (RFC 1918 private)',
      ],
    });
  });

  test('is called an internal load balancer where the name says so', () => {
    const { title } = finding(originAddressPrivate, originEvidence(resolved(['10.0.1.5'], [INTERNAL])));
    expect(title).toBe('Origin origin.example.com is an internal load balancer: it resolves to 10.0.1.5');
  });

  test('is likely where only some are private, and says which', () => {
    expect(finding(originAddressPrivate, originEvidence(resolved(['203.0.113.7', '127.0.0.1'])))).toMatchObject({
      certainty: 'likely',
      title: '1 of 2 addresses of origin origin.example.com are not on the internet: 127.0.0.1',
      reach: { failing: 1, seen: 2, of: ['127.0.0.1'] },
    });
  });

  test.each(['169.254.169.254', '::1', 'fd00::1', '100.64.0.1'])('%s counts', (address) => {
    expect(finding(originAddressPrivate, originEvidence(resolved([address]))).certainty).toBe('proven');
  });

  test('is ruled out by public addresses, documentation ranges among them', () => {
    expect(verdict(originAddressPrivate, originEvidence(resolved(['203.0.113.7']))).kind).toBe('ruled-out');
  });

  test('is worth a line only where the reader had the private address dialled', () => {
    const inside = { ...resolved(['10.0.1.5']), handshakes: handshakes(completedDial({ address: '10.0.1.5' })) };
    expect(verdict(originAddressPrivate, originEvidence(inside))).toMatchObject({ kind: 'found', leads: false });
  });

  test('never speaks of a VPC origin', () => {
    const connection = { ...customConnection(), type: 'vpc', vpcOriginId: 'vo_1' } as const;
    expect(verdict(originAddressPrivate, originEvidence(resolved(['10.0.1.5']), { connection })).kind).toBe(
      'not-applicable',
    );
  });

  test('is not an unknown name, and not judged unseen', () => {
    const failing = observed({ kind: 'failing', name: NAME, code: 'ETIMEOUT' } as const);
    expect(verdict(originAddressPrivate, originEvidence({ resolution: failing })).kind).toBe('not-judged');
    expect(verdict(originAddressPrivate, originEvidence({ resolution: unavailable() })).kind).toBe('not-judged');
  });
});

describe('the remedy', () => {
  test('is a VPC origin to this very load balancer', () => {
    const seen = {
      ...resolved(['10.0.1.5'], [INTERNAL]),
      loadBalancer: observed(loadBalancer({ scheme: 'internal' })),
    };
    const { remedy, deadEnds } = finding(originAddressPrivate, originEvidence(seen));
    expect(remedy[0]?.command).toContain('aws cloudfront create-vpc-origin');
    const config = /'(\{.*\})'/.exec(remedy[0]?.command ?? '')?.[1] ?? '';
    expect(JSON.parse(config)).toEqual({
      Name: 'web',
      Arn: LOAD_BALANCER_ARN,
      HTTPPort: 80,
      HTTPSPort: 443,
      OriginProtocolPolicy: 'https-only',
      OriginSslProtocols: { Quantity: 1, Items: ['TLSv1.2'] },
    });
    expect(remedy[1]?.command).toContain('.VpcOriginConfig = {VpcOriginId: "VPC_ORIGIN_ID"}');
    expect(deadEnds.map(({ tempting }) => tempting)).toContain('Opening the security group');
  });

  test('takes single private addresses out of DNS', () => {
    const { remedy } = finding(originAddressPrivate, originEvidence(resolved(['203.0.113.7', '10.0.1.5'])));
    expect(remedy.map(({ action }) => action)).toEqual([
      'Take 10.0.1.5 out of the public record of origin.example.com',
    ]);
  });
});
