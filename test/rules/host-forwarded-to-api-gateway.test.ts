import { describe, expect, test } from '@jest/globals';
import type { Handshake } from '../../lambda/model/handshake.ts';
import { hostForwardedToApiGateway } from '../../lambda/rules/host-forwarded-to-api-gateway.ts';
import { completedDial, distribution, finding, handshakes, observed, originEvidence, verdict } from '../evidence.ts';
import { ended, forwarding, sent, shown, VIEWER } from './forwarded.ts';

const NAME = 'abcdef1234.execute-api.eu-west-1.amazonaws.com';
const at = (...dials: readonly Handshake[]) =>
  originEvidence({ handshakes: handshakes(...dials) }, { domainName: NAME, kind: 'api-gateway' });

describe('host-forwarded-to-api-gateway', () => {
  test('is likely where the certificate carries the own name alone: the pages differ', () => {
    const found = finding(hostForwardedToApiGateway, at(...shown(NAME, NAME)), forwarding());
    expect(found).toMatchObject({ certainty: 'likely', witness: { kind: 'endpoint', key: `${NAME}:443` } });
    expect(found.title).toContain(VIEWER);
    expect(found.title).not.toContain('cloudfront.net');
    expect(found.explanation).toContain("AWS's pages differ");
    expect(found.evidence[0]).toBe('Host forwarded by: Managed-AllViewer (origin request policy)');
    expect(found.remedy[0]?.command).toContain('b689b0a8-53d0-40ab-baf2-68738e2966ac');
    expect(found.deadEnds.map(({ tempting }) => tempting)).not.toContain('Changing the origin request policy alone');
  });

  test('is proven where the certificate carries neither, or the name is refused with an alert', () => {
    expect(finding(hostForwardedToApiGateway, at(...shown(NAME, 'other.example.net')), forwarding()).certainty).toBe(
      'proven',
    );
    const alert = { kind: 'alert', code: 112, description: 'unrecognized_name' } as const;
    const refused = finding(hostForwardedToApiGateway, at(...ended(NAME, alert)), forwarding());
    expect(refused).toMatchObject({ certainty: 'proven', explanation: expect.stringContaining('TLS alert 112') });
  });

  test('names the cache policy that leaks Host, and warns of changing the other one alone', () => {
    const despite = { policyId: 'b689', policyName: 'Managed-AllViewerExceptHostHeader' };
    const way = { by: 'cache-policy', policyId: 'c1', policyName: 'by-host', despite } as const;
    const found = finding(hostForwardedToApiGateway, at(...shown(NAME, NAME)), forwarding(way));
    expect(found.evidence[0]).toContain('by-host (cache policy), although Managed-AllViewerExceptHostHeader');
    expect(found.remedy[0]?.command).toContain('aws cloudfront get-cache-policy --id c1');
    expect(found.remedy[1]?.command).toContain('.CachePolicyId == "c1" then .CachePolicyId = "CACHE_POLICY_ID"');
    expect(found.deadEnds[0]?.tempting).toBe('Changing the origin request policy alone');
  });

  test('is ruled out where Host is not forwarded, and where the viewers’ name is served', () => {
    expect(verdict(hostForwardedToApiGateway, at(completedDial({ serverName: NAME }))).kind).toBe('ruled-out');
    expect(verdict(hostForwardedToApiGateway, at(...shown(NAME, VIEWER)), forwarding()).kind).toBe('ruled-out');
  });

  test('is not judged where the policy could not be read', () => {
    const unsure = completedDial(sent(NAME, VIEWER, { hostForwarded: 'unknown' }));
    expect(verdict(hostForwardedToApiGateway, at(unsure)).kind).toBe('not-judged');
  });

  test('is not judged where no dial got as far as a certificate: a custom domain name may serve it', () => {
    const silent = at(...ended(NAME, { kind: 'timed-out', phase: 'connect' }));
    expect(verdict(hostForwardedToApiGateway, silent, forwarding()).kind).toBe('not-judged');
  });

  test('never speaks of other origins, nor over plain HTTP', () => {
    const other = originEvidence({ handshakes: handshakes(...shown('origin.example.com', 'origin.example.com')) });
    expect(verdict(hostForwardedToApiGateway, other, forwarding()).kind).toBe('not-applicable');
    const s3 = originEvidence({}, { domainName: NAME, kind: 'api-gateway', connection: { type: 's3' } });
    expect(verdict(hostForwardedToApiGateway, s3, distribution()).kind).toBe('not-applicable');
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
