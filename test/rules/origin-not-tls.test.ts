import { describe, expect, test } from '@jest/globals';
import { originNotTls } from '../../lambda/rules/origin-not-tls.ts';
import {
  completedDial,
  customConnection,
  failedDial,
  finding,
  handshakes,
  listener,
  observed,
  originEvidence,
  unavailable,
  verdict,
} from '../evidence.ts';

const says = (firstBytes: string, address = '203.0.113.7') => failedDial({ kind: 'not-tls', firstBytes }, { address });
const HTTP = 'HTTP/1.1 400 Bad Request\\x0d\\x0a';

describe('something other than TLS on the HTTPS port', () => {
  test.each([
    [HTTP, 'plain HTTP'],
    ['<html><head><title>400', 'plain HTTP'],
    ['SSH-2.0-OpenSSH_9.6', 'SSH'],
    ['220 mx.example.com ESMTP Postfix', 'SMTP (mail)'],
    ['220 (vsFTPd 3.0.5)', 'FTP'],
    ['J\\x00\\x00\\x00\\x0a8.0.36\\x00', 'MySQL'],
    ['\\x5b\\x00\\x00\\x00\\x0a5.5.5-10.11.6-MariaDB\\x00', 'MySQL'],
    ['J\\x00\\x00\\x01\\x0a8.0.36', 'something that is not TLS'],
    ['\\x00\\x01\\x02', 'something that is not TLS'],
  ])('%s is told as %s, with its own words', (firstBytes, what) => {
    const found = finding(originNotTls, originEvidence({ handshakes: handshakes(says(firstBytes)) }));
    expect(found).toMatchObject({
      certainty: 'proven',
      title: `Origin origin.example.com answers ${what} on port 443`,
      witness: { kind: 'endpoint', key: 'origin.example.com:443' },
      evidence: [`203.0.113.7:443 began with: ${firstBytes}`],
    });
  });

  test('on one of two addresses says which', () => {
    const evidence = originEvidence({ handshakes: handshakes(completedDial({ address: '203.0.113.8' }), says(HTTP)) });
    expect(finding(originNotTls, evidence)).toMatchObject({
      title: 'Origin origin.example.com answers plain HTTP on port 443 on 1 of 2 addresses',
      reach: { failing: 1, seen: 2, of: ['203.0.113.7'] },
    });
  });

  test.each([
    ['completed', completedDial()],
    ['ended in an alert', failedDial({ kind: 'alert', code: 80, description: 'internal_error' })],
    ['was TLS, though broken', failedDial({ kind: 'malformed', what: 'a record too long' })],
  ])('is ruled out by a handshake that %s', (_how, dial) => {
    expect(verdict(originNotTls, originEvidence({ handshakes: handshakes(dial) })).kind).toBe('ruled-out');
  });

  test('is not a refused or silent port: no byte came', () => {
    const silent = handshakes(failedDial({ kind: 'refused' }), failedDial({ kind: 'timed-out', phase: 'handshake' }));
    expect(verdict(originNotTls, originEvidence({ handshakes: silent })).kind).toBe('not-judged');
  });

  test('is not judged unseen, and has no meaning over HTTP', () => {
    expect(verdict(originNotTls, originEvidence({ handshakes: unavailable() })).kind).toBe('not-judged');
    const connection = customConnection({ protocolPolicy: 'http-only' });
    expect(verdict(originNotTls, originEvidence({}, { connection })).kind).toBe('not-applicable');
  });
});

describe('the remedy', () => {
  const remedy = (firstBytes: string) =>
    finding(originNotTls, originEvidence({ handshakes: handshakes(says(firstBytes)) }));

  test('for a web server is to speak TLS there, and http-only is a dead end', () => {
    const { remedy: steps, deadEnds } = remedy(HTTP);
    expect(steps[0]?.action).toContain('listen 443 ssl');
    expect(steps[0]?.verify).toContain('openssl s_client -connect origin.example.com:443');
    expect(deadEnds.map(({ tempting }) => tempting)).toContain('Switching the origin to http-only');
  });

  test('for another service is to find the right port', () => {
    const { remedy: steps, deadEnds } = remedy('SSH-2.0-OpenSSH_9.6');
    expect(steps[0]?.command).toBe("sudo ss -ltnp 'sport = :443'");
    expect(steps.at(-1)?.command).toContain('.CustomOriginConfig.HTTPSPort = PORT');
    expect(deadEnds.map(({ tempting }) => tempting)).not.toContain('Switching the origin to http-only');
  });

  test('is the listener, where that speaks plain HTTP', () => {
    const plain = observed(listener({ protocol: 'HTTP', certificates: [] }));
    const evidence = originEvidence({ handshakes: handshakes(says(HTTP)), listener: plain });
    expect(finding(originNotTls, evidence).remedy).toEqual([
      { action: expect.stringContaining('Turn the listener into HTTPS') },
    ]);
  });
});
