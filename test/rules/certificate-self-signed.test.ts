import { describe, expect, test } from '@jest/globals';
import { certificateSelfSigned as rule } from '../../lambda/rules/certificate-self-signed.ts';
import { chainIncomplete } from '../../lambda/rules/chain-incomplete.ts';
import { chainUntrusted } from '../../lambda/rules/chain-untrusted.ts';
import { certificate, completedDial, failedDial, finding, handshakes, originEvidence, verdict } from '../evidence.ts';

const OWN = certificate({ issuer: 'CN=origin.example.com', selfSigned: true });
const dial = completedDial({ address: '203.0.113.8' }, { chain: [OWN], path: { kind: 'self-signed' } });

describe('certificate-self-signed', () => {
  test('found', () => {
    const found = finding(rule, originEvidence({ handshakes: handshakes(dial) }));
    expect(found).toMatchObject({
      title: 'The certificate on origin.example.com is self-signed',
      certainty: 'proven',
      witness: { kind: 'certificate', key: OWN.fingerprint },
    });
    expect(found.deadEnds.map(({ tempting }) => tempting).join()).toContain('skip verification');
    expect(found.remedy[0]?.command).toBe('sudo certbot certonly -d origin.example.com');
  });

  test('ruled out: a trusted chain, even with a self-signed root sent along', () => {
    const chain = [certificate(), certificate({ selfSigned: true, isAuthority: true, commonName: 'Example Root' })];
    expect(verdict(rule, originEvidence({ handshakes: handshakes(completedDial({}, { chain })) })).kind).toBe(
      'ruled-out',
    );
  });

  test('neither untrusted nor incomplete, nor the other way round', () => {
    const evidence = originEvidence({ handshakes: handshakes(dial) });
    expect(verdict(chainUntrusted, evidence).kind).toBe('ruled-out');
    expect(verdict(chainIncomplete, evidence).kind).toBe('ruled-out');
    const untrusted = completedDial({}, { path: { kind: 'untrusted', anchor: 'CN=Corp Root' } });
    expect(verdict(rule, originEvidence({ handshakes: handshakes(untrusted) })).kind).toBe('ruled-out');
  });

  test('partial and unseen', () => {
    expect(finding(rule, originEvidence({ handshakes: handshakes(completedDial(), dial) })).title).toMatch(
      / on 1 of 2 addresses$/,
    );
    const none = handshakes(failedDial({ kind: 'unreachable', reason: 'no route' }));
    expect(verdict(rule, originEvidence({ handshakes: none })).kind).toBe('not-judged');
  });
});
