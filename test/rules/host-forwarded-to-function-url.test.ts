import { describe, expect, test } from '@jest/globals';
import type { Handshake } from '../../lambda/model/handshake.ts';
import { hostForwardedToFunctionUrl } from '../../lambda/rules/host-forwarded-to-function-url.ts';
import { completedDial, distribution, finding, handshakes, originEvidence, verdict } from '../evidence.ts';
import { ended, forwarding, sent, shown, VIEWER } from './forwarded.ts';

const NAME = 'abcdefghijklmnopqrstuvwxyz012345.lambda-url.eu-west-1.on.aws';
const at = (...dials: readonly Handshake[]) =>
  originEvidence({ handshakes: handshakes(...dials) }, { domainName: NAME, kind: 'function-url' });

describe('host-forwarded-to-function-url', () => {
  test('is likely where the certificate carries the own name alone: the pages differ', () => {
    const found = finding(hostForwardedToFunctionUrl, at(...shown(NAME, NAME)), forwarding());
    expect(found).toMatchObject({ certainty: 'likely', witness: { kind: 'endpoint', key: `${NAME}:443` } });
    expect(found.title).toContain(VIEWER);
    expect(found.title).not.toContain('cloudfront.net');
    expect(found.explanation).toContain("AWS's pages differ");
    expect(found.evidence[0]).toBe('Host forwarded by: Managed-AllViewer (origin request policy)');
    expect(found.remedy[0]?.command).toContain('b689b0a8-53d0-40ab-baf2-68738e2966ac');
    expect(found.deadEnds.map(({ tempting }) => tempting)).not.toContain('Changing the origin request policy alone');
  });

  test('is proven where the certificate carries neither, or the name is refused with an alert', () => {
    expect(finding(hostForwardedToFunctionUrl, at(...shown(NAME, 'other.example.net')), forwarding()).certainty).toBe(
      'proven',
    );
    const alert = { kind: 'alert', code: 112, description: 'unrecognized_name' } as const;
    const refused = finding(hostForwardedToFunctionUrl, at(...ended(NAME, alert)), forwarding());
    expect(refused).toMatchObject({ certainty: 'proven', explanation: expect.stringContaining('TLS alert 112') });
  });

  test('names the cache policy that leaks Host, and warns of changing the other one alone', () => {
    const despite = { policyId: 'b689', policyName: 'Managed-AllViewerExceptHostHeader' };
    const way = { by: 'cache-policy', policyId: 'c1', policyName: 'by-host', despite } as const;
    const found = finding(hostForwardedToFunctionUrl, at(...shown(NAME, NAME)), forwarding(way));
    expect(found.evidence[0]).toContain('by-host (cache policy), although Managed-AllViewerExceptHostHeader');
    expect(found.remedy[0]?.command).toContain('aws cloudfront get-cache-policy --id c1');
    expect(found.remedy[1]?.command).toContain('.CachePolicyId == "c1" then .CachePolicyId = "CACHE_POLICY_ID"');
    expect(found.deadEnds[0]?.tempting).toBe('Changing the origin request policy alone');
  });

  test('is ruled out where Host is not forwarded, and where the viewers’ name is served', () => {
    expect(verdict(hostForwardedToFunctionUrl, at(completedDial({ serverName: NAME }))).kind).toBe('ruled-out');
    expect(verdict(hostForwardedToFunctionUrl, at(...shown(NAME, VIEWER)), forwarding()).kind).toBe('ruled-out');
  });

  test('is not judged where the policy could not be read', () => {
    const unsure = completedDial(sent(NAME, VIEWER, { hostForwarded: 'unknown' }));
    expect(verdict(hostForwardedToFunctionUrl, at(unsure)).kind).toBe('not-judged');
  });

  test('is likely by the settings alone where no dial got as far as a certificate', () => {
    const silent = at(...ended(NAME, { kind: 'timed-out', phase: 'connect' }));
    expect(finding(hostForwardedToFunctionUrl, silent, forwarding())).toMatchObject({
      certainty: 'likely',
      explanation: expect.stringContaining('the settings alone'),
    });
  });

  test('never speaks of other origins, nor over plain HTTP', () => {
    const other = originEvidence({ handshakes: handshakes(...shown('origin.example.com', 'origin.example.com')) });
    expect(verdict(hostForwardedToFunctionUrl, other, forwarding()).kind).toBe('not-applicable');
    const s3 = originEvidence({}, { domainName: NAME, kind: 'function-url', connection: { type: 's3' } });
    expect(verdict(hostForwardedToFunctionUrl, s3, distribution()).kind).toBe('not-applicable');
  });
});
