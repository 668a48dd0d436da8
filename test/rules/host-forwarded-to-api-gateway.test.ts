import { describe, expect, test } from '@jest/globals';
import { hostForwardedToApiGateway } from '../../lambda/rules/host-forwarded-to-api-gateway.ts';
import { finding, handshakes, observed, originEvidence, verdict } from '../evidence.ts';
import { ended, forwarding, shown } from './forwarded.ts';
import { heldToForwardedHost } from './held-to-forwarded-host.ts';

const NAME = 'abcdef1234.execute-api.eu-west-1.amazonaws.com';

describe('host-forwarded-to-api-gateway', () => {
  heldToForwardedHost(hostForwardedToApiGateway, 'api-gateway', NAME);

  test('is not judged where no dial got as far as a certificate: a custom domain name may serve it', () => {
    const silent = originEvidence(
      { handshakes: handshakes(...ended(NAME, { kind: 'timed-out', phase: 'connect' })) },
      { domainName: NAME, kind: 'api-gateway' },
    );
    expect(verdict(hostForwardedToApiGateway, silent, forwarding()).kind).toBe('not-judged');
  });

  test('knows API Gateway by a CNAME behind a name of one’s own', () => {
    const cnames = ['d-abcdef1234.execute-api.eu-west-1.amazonaws.com'];
    const evidence = originEvidence({
      resolution: observed({ kind: 'resolved', name: 'api.example.com', cnames, addresses: ['203.0.113.7'], cut: 0 }),
      handshakes: handshakes(...shown('api.example.com', '*.execute-api.eu-west-1.amazonaws.com')),
    });
    expect(finding(hostForwardedToApiGateway, evidence, forwarding()).certainty).toBe('proven');
  });
});
