import { describe, expect, test } from '@jest/globals';
import { blindSpotsOf } from '../lambda/blind-spots.ts';
import type { Distribution } from '../lambda/model/distribution.ts';
import type { Evidence, OriginEvidence } from '../lambda/model/evidence.ts';
import type { Verdict } from '../lambda/model/finding.ts';
import type { HandshakeOutcome } from '../lambda/model/handshake.ts';
import { handshakeCut } from '../lambda/rules/handshake-cut.ts';
import { unexplainedDials } from '../lambda/unexplained-dials.ts';
import {
  behavior,
  behindLoadBalancer,
  CANDIDATE_ARN,
  CERTIFICATE_ARN,
  certificate,
  completedDial,
  customConnection,
  distribution,
  EXAMINED_AT,
  failedDial,
  handshakes,
  listener,
  managedCertificate,
  observed,
  originEvidence,
  unavailable,
} from './evidence.ts';

function evidence(origins: readonly OriginEvidence[], of: Distribution = distribution()): Evidence {
  return {
    schemaVersion: 1,
    subject: { kind: 'distribution', id: of.id },
    examinedAt: EXAMINED_AT,
    distribution: observed(of),
    origins,
  };
}

describe('what could not be seen of an origin', () => {
  const denied = unavailable('acm:DescribeCertificate was denied', 'acm:DescribeCertificate');

  test('is told with its reason, the grant that would lift it, and the rules left unjudged', () => {
    const unjudged = {
      ruleId: 'acm-renewal-failed',
      originId: 'web',
      kind: 'not-judged',
      need: 'certificates',
      reason: 'acm:DescribeCertificate was denied',
    } as const;
    const elsewhere = { ...unjudged, ruleId: 'other', originId: 'api' };
    const otherwise = { ...unjudged, ruleId: 'another', need: 'listener' };
    const seen = evidence([originEvidence({ certificates: denied })]);
    expect(blindSpotsOf(seen, [unjudged, elsewhere, otherwise])).toEqual([
      {
        subject: 'web: certificates on the listener',
        reason: 'acm:DescribeCertificate was denied',
        unjudged: ['acm-renewal-failed'],
        grant: 'acm:DescribeCertificate',
      },
    ]);
  });

  test('is told even where no rule waited for it', () => {
    expect(blindSpotsOf(evidence([originEvidence({ candidates: denied })]), [])).toMatchObject([{ unjudged: [] }]);
  });

  test('what follows from one denied call is one blind spot, with all that it left unjudged', () => {
    const denied = unavailable(
      'elasticloadbalancing:DescribeLoadBalancers was denied',
      'elasticloadbalancing:DescribeLoadBalancers',
    );
    const seen = originEvidence({ loadBalancer: denied, listener: denied });
    const unjudged = (ruleId: string, need: string): Verdict => ({
      ruleId,
      originId: seen.origin.id,
      kind: 'not-judged',
      need,
      reason: 'denied',
    });
    const spots = blindSpotsOf(evidence([seen]), [unjudged('a', 'loadBalancer'), unjudged('b', 'listener')]);
    expect(spots).toEqual([
      {
        subject: `${seen.origin.id}: load balancer, listener`,
        reason: 'elasticloadbalancing:DescribeLoadBalancers was denied',
        unjudged: ['a', 'b'],
        grant: 'elasticloadbalancing:DescribeLoadBalancers',
      },
    ]);
  });

  test('what does not exist is no blind spot', () => {
    expect(blindSpotsOf(evidence([originEvidence()]), [])).toEqual([]);
  });

  test('dials left out of the plan are told as they are', () => {
    const seen = observed({ dials: [completedDial()], omitted: ['5 more addresses were not dialled'] });
    expect(blindSpotsOf(evidence([originEvidence({ handshakes: seen })]), [])).toEqual([
      { subject: 'web: handshake', reason: '5 more addresses were not dialled', unjudged: [] },
    ]);
  });

  test('a list of certificates that was not read to its end, with its grant', () => {
    const certificatesCut = {
      reason: 'the list was denied',
      permission: 'elasticloadbalancing:DescribeListenerCertificates',
    };
    const seen = behindLoadBalancer({ listener: observed(listener({ certificatesCut })) });
    expect(blindSpotsOf(evidence([originEvidence(seen)]), [])).toEqual([
      {
        subject: 'web: list of certificates on the listener',
        reason: 'the list was denied',
        unjudged: [],
        grant: 'elasticloadbalancing:DescribeListenerCertificates',
      },
    ]);
  });

  test('certificates of the listener that were not described, and why', () => {
    const certificates = [CERTIFICATE_ARN, CANDIDATE_ARN, 'arn:aws:iam::111122223333:server-certificate/old'].map(
      (arn, index) => ({ arn, isDefault: index === 0 }),
    );
    const seen = behindLoadBalancer({ listener: observed(listener({ certificates })) });
    const [spot, ...others] = blindSpotsOf(evidence([originEvidence(seen)]), []);
    expect(spot?.reason).toBe(`2 of the listener's certificates could not be described, ${CANDIDATE_ARN} first`);
    expect(others).toEqual([]);
    const unseen = [
      { reason: 'acm:DescribeCertificate was throttled by AWS' },
      { reason: 'iam:GetServerCertificate was denied', permission: 'iam:GetServerCertificate' },
    ];
    const partly = { ...seen, certificates: { status: 'observed' as const, value: [managedCertificate()], unseen } };
    expect(blindSpotsOf(evidence([originEvidence(partly)]), [])).toMatchObject([
      {
        reason: expect.stringMatching(/^2 of .* first: acm:DescribeCertificate was throttled by AWS$/),
        grant: undefined,
      },
      { reason: 'iam:GetServerCertificate was denied', grant: 'iam:GetServerCertificate' },
    ]);
  });

  test('settings of a VPC origin that were not read, with their grant', () => {
    const unread = { reason: 'cloudfront:GetVpcOrigin was denied', permission: 'cloudfront:GetVpcOrigin' };
    const connection = { ...customConnection(), type: 'vpc', vpcOriginId: 'vo_1', unread } as const;
    expect(blindSpotsOf(evidence([originEvidence({}, { connection })]), [])).toMatchObject([
      { subject: 'web: settings of its VPC origin', grant: 'cloudfront:GetVpcOrigin' },
    ]);
  });

  test('each thing is told once', () => {
    const dial = failedDial({ kind: 'reset', phase: 'connect' });
    expect(blindSpotsOf(evidence([originEvidence({ handshakes: handshakes(dial, dial) })]), [])).toHaveLength(1);
  });
});

describe('what could not be seen of the distribution', () => {
  test('a policy that decides the Host header, with its grant', () => {
    const hostForwarding = {
      kind: 'unknown',
      reason: 'cloudfront:GetCachePolicy was denied',
      permission: 'cloudfront:GetCachePolicy',
    } as const;
    const of = distribution({ behaviors: [behavior({ pathPattern: '/api/*', hostForwarding })] });
    expect(blindSpotsOf(evidence([], of), [])).toEqual([
      {
        subject: 'Host header of behavior /api/*',
        reason: 'cloudfront:GetCachePolicy was denied',
        unjudged: [],
        grant: 'cloudfront:GetCachePolicy',
      },
    ]);
  });

  test('code that may send the request elsewhere, unless it was read', () => {
    const code = (arn: string, changesOrigin: 'yes' | 'no' | 'unknown') =>
      ({ kind: 'cloudfront-function', eventType: 'viewer-request', arn, changesOrigin }) as const;
    const edgeFunctions = [code('arn:read', 'no'), code('arn:steers', 'yes'), code('arn:unread', 'unknown')];
    const of = distribution({ behaviors: [behavior({ edgeFunctions })] });
    expect(blindSpotsOf(evidence([], of), []).map(({ subject }) => subject)).toEqual(['arn:unread']);
  });
});

describe('dials that no rule explains', () => {
  const told = (outcome: HandshakeOutcome) =>
    unexplainedDials(evidence([originEvidence({ handshakes: handshakes(failedDial(outcome)) })])).map(
      ({ reason }) => reason,
    );

  test.each([
    [{ kind: 'alert', code: 80, description: 'internal_error' }, 'answered with TLS alert 80 (internal_error)'],
    [{ kind: 'closed', phase: 'handshake' }, 'closed the connection during the handshake'],
    [{ kind: 'reset', phase: 'connect' }, 'reset the connection while connecting'],
    [{ kind: 'reset', phase: 'after-handshake' }, 'reset the connection after the handshake'],
    [{ kind: 'timed-out', phase: 'connect' }, 'a firewall may admit CloudFront and not us'],
    [{ kind: 'unreachable', reason: 'ENETUNREACH' }, 'is unreachable from here: ENETUNREACH'],
    [{ kind: 'malformed', what: 'a record of 70000 bytes' }, 'sent what is no valid TLS: a record of 70000 bytes'],
  ] as const)('%j is told with its end and its name', (outcome, words) => {
    const [reason] = told(outcome);
    expect(reason).toContain('203.0.113.7:443 (origin.example.com)');
    expect(reason).toContain(words);
  });

  test.each([
    { kind: 'connected' },
    { kind: 'refused' },
    { kind: 'not-tls', firstBytes: 'HTTP/1.1 400' },
    { kind: 'not-dialled', reason: 'loopback' },
  ] as const)('$kind is sound in itself or has a rule of its own', (outcome) => {
    expect(told(outcome)).toEqual([]);
  });

  test('a completed handshake is left to the rules, whatever certificate it showed', () => {
    const expired = completedDial({}, { chain: [certificate({ notAfter: '2020-01-01T00:00:00.000Z' })] });
    expect(unexplainedDials(evidence([originEvidence({ handshakes: handshakes(expired) })]))).toEqual([]);
  });
});

describe('dials that a rule explains', () => {
  const reset = failedDial({ kind: 'reset', phase: 'handshake' });
  const silent = failedDial({ kind: 'timed-out', phase: 'connect' }, { address: '203.0.113.8' });
  const seen = evidence([originEvidence({ handshakes: handshakes(reset, silent) })]);
  const said = (ruleId: string) => {
    const verdict = handshakeCut.apply(originEvidence({ handshakes: handshakes(reset) }), {
      distribution: distribution(),
      examinedAt: EXAMINED_AT,
    });
    return blindSpotsOf(seen, [{ ...verdict, ruleId }]).map(({ reason }) => reason);
  };

  test('are told by it and not again; a silent port stays open', () => {
    expect(said('handshake-cut')).toEqual([expect.stringContaining('203.0.113.8')]);
  });

  test('are told where another rule found something', () => {
    expect(said('certificate-expired')).toHaveLength(2);
  });
});

test('code that computes where requests go is told, and code that spells it out is not', () => {
  const code = { kind: 'cloudfront-function', eventType: 'viewer-request', changesOrigin: 'yes' } as const;
  const edgeFunctions = [{ ...code, arn: 'arn:one', computes: true } as const, { ...code, arn: 'arn:two' }];
  const of = distribution({ behaviors: [behavior({ edgeFunctions })] });
  const spots = blindSpotsOf(evidence([], of), []);
  expect(spots.map(({ subject }) => subject)).toEqual(['arn:one']);
  expect(spots[0]?.reason).toContain('origins that its text does not tell');
});

describe('a silent dial', () => {
  const silent = (address: string) => failedDial({ kind: 'timed-out', phase: 'connect' }, { address });
  const seen = evidence([originEvidence({ handshakes: handshakes(silent('203.0.113.7'), silent('203.0.113.8')) })]);
  const left = (ruleId: string, of: readonly string[], originId = 'web') => {
    const reach = { failing: of.length, seen: 2, of };
    const verdict = { ruleId, originId, kind: 'found', leads: true, finding: { ruleId, originId, reach } };
    return unexplainedDials(seen, [verdict as unknown as Verdict]).map(({ reason }) => reason.split(':')[0]);
  };

  test.each(['security-group-blocks-cloudfront', 'instance-not-running', 'instance-address-gone'])(
    'is explained by %s, for the addresses that it reaches and no others',
    (ruleId) => {
      expect(left(ruleId, ['203.0.113.7'])).toEqual(['203.0.113.8']);
      expect(left(ruleId, ['origin.example.com'])).toEqual([]);
    },
  );

  test('is not explained by what is wrong with another origin, or with something else', () => {
    expect(left('instance-not-running', ['203.0.113.7'], 'api')).toHaveLength(2);
    expect(left('port-unreachable', ['203.0.113.7'])).toHaveLength(2);
  });
});
