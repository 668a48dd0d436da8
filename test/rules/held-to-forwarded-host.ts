import { expect, test } from '@jest/globals';
import type { OriginKind } from '../../lambda/model/distribution.ts';
import type { Handshake } from '../../lambda/model/handshake.ts';
import type { Rule } from '../../lambda/rule.ts';
import { completedDial, distribution, finding, handshakes, originEvidence, verdict } from '../evidence.ts';
import { ended, forwarding, sent, shown, VIEWER } from './forwarded.ts';

/** What every rule about a Host that is forwarded to an endpoint of AWS is held to; `name` is the endpoint's own. */
export function heldToForwardedHost(rule: Rule, kind: OriginKind, name: string): void {
  const at = (...dials: readonly Handshake[]) =>
    originEvidence({ handshakes: handshakes(...dials) }, { domainName: name, kind });

  test('is likely where the certificate carries the own name alone: the pages differ', () => {
    const found = finding(rule, at(...shown(name, name)), forwarding());
    expect(found).toMatchObject({ certainty: 'likely', witness: { kind: 'endpoint', key: `${name}:443` } });
    expect(found.title).toContain(VIEWER);
    expect(found.title).not.toContain('cloudfront.net');
    expect(found.explanation).toContain("AWS's pages differ");
    expect(found.evidence[0]).toBe('Host forwarded by: Managed-AllViewer (origin request policy)');
    expect(found.remedy[0]?.command).toContain('b689b0a8-53d0-40ab-baf2-68738e2966ac');
    expect(found.deadEnds.map(({ tempting }) => tempting)).not.toContain('Changing the origin request policy alone');
  });

  test('is proven where the certificate carries neither, or the name is refused with an alert', () => {
    expect(finding(rule, at(...shown(name, 'other.example.net')), forwarding()).certainty).toBe('proven');
    const alert = { kind: 'alert', code: 112, description: 'unrecognized_name' } as const;
    const refused = finding(rule, at(...ended(name, alert)), forwarding());
    expect(refused).toMatchObject({ certainty: 'proven', explanation: expect.stringContaining('TLS alert 112') });
  });

  test('names the cache policy that leaks Host, and warns of changing the other one alone', () => {
    const despite = { policyId: 'b689', policyName: 'Managed-AllViewerExceptHostHeader' };
    const way = { by: 'cache-policy', policyId: 'c1', policyName: 'by-host', despite } as const;
    const found = finding(rule, at(...shown(name, name)), forwarding(way));
    expect(found.evidence[0]).toContain('by-host (cache policy), although Managed-AllViewerExceptHostHeader');
    expect(found.remedy[0]?.command).toContain('aws cloudfront get-cache-policy --id c1');
    expect(found.remedy[1]?.command).toContain('.CachePolicyId == "c1" then .CachePolicyId = "CACHE_POLICY_ID"');
    expect(found.deadEnds[0]?.tempting).toBe('Changing the origin request policy alone');
  });

  test('is ruled out where Host is not forwarded, and where the viewers’ name is served', () => {
    expect(verdict(rule, at(completedDial({ serverName: name }))).kind).toBe('ruled-out');
    expect(verdict(rule, at(...shown(name, VIEWER)), forwarding()).kind).toBe('ruled-out');
  });

  test('is not judged where the policy could not be read', () => {
    const unsure = completedDial(sent(name, VIEWER, { hostForwarded: 'unknown' }));
    expect(verdict(rule, at(unsure)).kind).toBe('not-judged');
  });

  test('never speaks of other origins, nor over plain HTTP', () => {
    const other = originEvidence({ handshakes: handshakes(...shown('origin.example.com', 'origin.example.com')) });
    expect(verdict(rule, other, forwarding()).kind).toBe('not-applicable');
    const s3 = originEvidence({}, { domainName: name, kind, connection: { type: 's3' } });
    expect(verdict(rule, s3, distribution()).kind).toBe('not-applicable');
  });
}
