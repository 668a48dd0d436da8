import { describe, expect, test } from '@jest/globals';
import type { HandshakeOutcome } from '../../lambda/model/handshake.ts';
import { serverNameRejected } from '../../lambda/rules/server-name-rejected.ts';
import {
  behavior,
  completedDial,
  customConnection,
  distribution,
  failedDial,
  finding,
  handshakes,
  originEvidence,
  unavailable,
  verdict,
} from '../evidence.ts';

const ALERT: HandshakeOutcome = { kind: 'alert', code: 80, description: 'internal_error' };
const RESET: HandshakeOutcome = { kind: 'reset', phase: 'handshake' };
const ALIAS = { serverName: 'www.example.com', hostForwarded: 'yes' } as const;
const OWN = { serverName: 'd111111abcdef8.cloudfront.net', hostForwarded: 'yes' } as const;
const good = { asked: 'origin-name', outcome: { kind: 'completed', protocol: 'TLSv1.3', cipher: 'X' } } as const;
const bad = { asked: 'origin-name', outcome: { kind: 'failed', as: 'alert' } } as const;

describe('a server name that the origin turns away', () => {
  test('is proven by an alert where the origin completes for its own name', () => {
    const dial = { ...failedDial(ALERT, ALIAS), followUps: [good] };
    const found = finding(serverNameRejected, originEvidence({ handshakes: handshakes(dial) }));
    expect(found).toMatchObject({
      certainty: 'proven',
      title: 'Origin origin.example.com turns away the server name www.example.com',
    });
    expect(found.explanation).toContain('TLS alert 80 (internal_error). The same address serves origin.example.com.');
    expect(found.evidence[1]).toContain("the origin's own name: completed with TLSv1.3");
  });

  test('is likely where the connection was reset, or the server needs no name', () => {
    const dials = handshakes(
      completedDial({ serverName: 'example.com', hostForwarded: 'yes' }),
      failedDial(RESET, ALIAS),
    );
    const found = finding(serverNameRejected, originEvidence({ handshakes: dials }));
    expect(found).toMatchObject({ certainty: 'likely', reach: { failing: 1, seen: 2, of: ['www.example.com'] } });
  });

  test('is what alert 112 says by itself', () => {
    const dial = failedDial({ kind: 'alert', code: 112, description: 'unrecognized_name' });
    const found = finding(serverNameRejected, originEvidence({ handshakes: handshakes(dial) }));
    expect(found.remedy).toHaveLength(1);
    expect(found.remedy[0]?.action).toContain('Let the server know origin.example.com');
  });

  test('names both policies where two forward the Host', () => {
    const hostForwarding = {
      kind: 'forwarded',
      by: 'origin-request-policy',
      policyId: 'one',
      policyName: 'Managed-AllViewer',
      alsoBy: { policyId: 'two' },
    } as const;
    const dial = { ...failedDial(ALERT, ALIAS), followUps: [good] };
    const of = distribution({ behaviors: [behavior({ hostForwarding })] });
    const { remedy, evidence } = finding(serverNameRejected, originEvidence({ handshakes: handshakes(dial) }), of);
    expect(evidence.at(-1)).toContain('Managed-AllViewer (origin request policy) and two (cache policy)');
    expect(remedy[0]?.command).toContain('aws cloudfront get-cache-policy --id two');
    expect(remedy[1]?.command).toContain('b689b0a8-53d0-40ab-baf2-68738e2966ac');
    expect(remedy[1]?.command).toContain('.CachePolicyId = "CACHE_POLICY_ID"');
  });

  test('of the distribution itself leads only where no alias is served', () => {
    const own = failedDial(ALERT, OWN);
    const beside = originEvidence({ handshakes: handshakes(completedDial(ALIAS), own) });
    expect(verdict(serverNameRejected, beside)).toMatchObject({ kind: 'found', leads: false });
    const alone = originEvidence({ handshakes: handshakes({ ...own, followUps: [good] }) });
    expect(verdict(serverNameRejected, alone, distribution({ aliases: [] }))).toMatchObject({ leads: true });
    expect(verdict(serverNameRejected, alone, distribution({ aliases: ['*.example.com'] }))).toMatchObject({
      leads: false,
    });
  });

  test('does not lead where it is not known which name is sent', () => {
    const unsure = { hostForwarded: 'unknown' } as const;
    const dials = handshakes(completedDial(unsure), failedDial(ALERT, { ...ALIAS, ...unsure }));
    expect(verdict(serverNameRejected, originEvidence({ handshakes: dials }))).toMatchObject({
      leads: false,
      finding: { certainty: 'likely' },
    });
  });

  test('is not a refusal of every name, nor of one address', () => {
    const every = handshakes({ ...failedDial(ALERT, ALIAS), followUps: [bad] });
    expect(verdict(serverNameRejected, originEvidence({ handshakes: every })).kind).toBe('not-judged');
    const one = handshakes(completedDial(), failedDial(RESET, { ...ALIAS, address: '203.0.113.8' }));
    expect(verdict(serverNameRejected, originEvidence({ handshakes: one })).kind).toBe('ruled-out');
  });

  test('is not judged unseen, and has no meaning over HTTP', () => {
    expect(verdict(serverNameRejected, originEvidence({ handshakes: unavailable() })).kind).toBe('not-judged');
    const connection = customConnection({ protocolPolicy: 'http-only' });
    expect(verdict(serverNameRejected, originEvidence({}, { connection })).kind).toBe('not-applicable');
  });
});
