import { describe, expect, test } from '@jest/globals';
import { connectionReset } from '../../lambda/rules/connection-reset.ts';
import {
  completedDial,
  customConnection,
  failedDial,
  finding,
  handshakes,
  originEvidence,
  verdict,
} from '../evidence.ts';
import { isSymptom } from './symptom.ts';

isSymptom(connectionReset, {
  title: 'resets the connection in answer to the ClientHello, before a byte of TLS',
  words: ['TCP reset', 'resetting the connection', 'A firewall may admit CloudFront and not us'],
  overHttp: true,
});

describe('a connection that is reset while it opens', () => {
  const opening = { kind: 'reset', phase: 'connect' } as const;

  test('is told as such, over HTTP too', () => {
    const dial = failedDial(opening, { scheme: 'http', port: 80 });
    const connection = customConnection({ protocolPolicy: 'http-only' });
    const found = finding(connectionReset, originEvidence({ handshakes: handshakes(dial) }, { connection }));
    expect(found.title).toContain('resets the connection while it is being opened');
    expect(found.remedy[0]?.verify).toMatch(/^nc /);
  });

  test('on one address of two says which', () => {
    const dials = handshakes(completedDial(), failedDial(opening, { address: '203.0.113.8' }));
    expect(finding(connectionReset, originEvidence({ handshakes: dials }))).toMatchObject({
      title: expect.stringContaining('on 1 of 2 addresses'),
      reach: { failing: 1, seen: 2, of: ['203.0.113.8'] },
    });
  });

  test('is no refusal of a name that another name does not meet', () => {
    const dials = handshakes(
      completedDial(),
      failedDial({ kind: 'reset', phase: 'hello' }, { serverName: 'www.example.com' }),
    );
    expect(verdict(connectionReset, originEvidence({ handshakes: dials })).kind).toBe('ruled-out');
  });
});
