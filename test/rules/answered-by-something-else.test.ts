import { describe, expect, test } from '@jest/globals';
import type { Observations } from '../../lambda/model/evidence.ts';
import type { Handshake } from '../../lambda/model/handshake.ts';
import { answeredBySomethingElse } from '../../lambda/rules/answered-by-something-else.ts';
import { certificateExpired } from '../../lambda/rules/certificate-expired.ts';
import {
  behindLoadBalancer,
  CERTIFICATE_ARN,
  certificate,
  completedDial,
  failedDial,
  finding,
  handshakes,
  intermediate,
  LISTENER_ARN,
  listener,
  managedCertificate,
  observed,
  originEvidence,
  unavailable,
  verdict,
} from '../evidence.ts';

const STRANGE = certificate({ serial: '77', dnsNames: ['*.example.com'] });
const EXPIRED = certificate({ serial: '77', dnsNames: ['*.example.com'], notAfter: '2026-11-01T00:00:00.000Z' });

const dial = (leaf = STRANGE, address = '203.0.113.7') => completedDial({ address }, { chain: [leaf, intermediate()] });
const seen = (dials: readonly Handshake[], more: Partial<Observations> = {}) =>
  behindLoadBalancer({ handshakes: handshakes(...dials), ...more });
const said = (...parts: Parameters<typeof seen>) => verdict(answeredBySomethingElse, originEvidence(seen(...parts)));
const found = (...parts: Parameters<typeof seen>) => finding(answeredBySomethingElse, originEvidence(seen(...parts)));

describe('a certificate that is none of the listener’s', () => {
  test('is likely something else, told by serial number and address', () => {
    expect(found([dial()])).toMatchObject({
      certainty: 'likely',
      title: 'Something else than the load balancer shop answers as origin.example.com',
      witness: { kind: 'listener', key: LISTENER_ARN },
      reach: { failing: 1, seen: 1 },
      evidence: [expect.stringContaining('203.0.113.7:443: CN='), `On the listener: ${CERTIFICATE_ARN}`],
    });
  });

  test('leads only where what it shows is not good', () => {
    expect(said([dial()])).toMatchObject({ leads: false });
    expect(said([dial(EXPIRED)])).toMatchObject({ leads: true });
    expect(said([dial(certificate({ serial: '77', dnsNames: ['other.example'] }))])).toMatchObject({ leads: true });
  });

  test('at one of two addresses says which', () => {
    const two = [dial(certificate()), dial(EXPIRED, '203.0.113.8')];
    expect(found(two)).toMatchObject({
      title: expect.stringContaining('on 1 of 2 addresses'),
      reach: { failing: 1, seen: 2, of: ['203.0.113.8'] },
    });
  });

  test('says who answered, where the headers tell', () => {
    const { target } = dial();
    const headers = { server: 'cloudflare', 'cf-ray': '1' };
    const answer = { kind: 'answered', target, method: 'HEAD', path: '/', status: 200, headers, tookMs: 9 } as const;
    const line = found([dial()], { answer: observed(answer) }).evidence.at(-1);
    expect(line).toBe('By its headers the answer came from another CDN or proxy (server: cloudflare)');
  });

  test('the remedy asks DNS and the owner of the address, and leaves the listener alone', () => {
    const commands = found([dial(EXPIRED)])
      .remedy.map(({ command = '' }) => command)
      .join('\n');
    expect(commands).toContain('dig +short origin.example.com; dig +short shop-1234567890.eu-west-1.elb.amazonaws.com');
    expect(commands).toContain('Name=association.public-ip,Values=203.0.113.7');
    expect(commands).not.toContain('listener');
    const expired = finding(certificateExpired, originEvidence(seen([dial(EXPIRED)])));
    expect(expired.remedy[0]?.action).toContain('none of the certificates of shop');
    expect(expired.remedy.map(({ command = '' }) => command).join()).not.toContain('modify-listener');
  });
});

describe('an earlier issue of what the listener holds', () => {
  const before = certificate({
    serial: '77',
    notBefore: '2026-05-01T00:00:00.000Z',
    notAfter: '2026-12-20T00:00:00.000Z',
  });

  test('is a renewal on its way: nobody else is accused, the listener is set again', () => {
    const { title, remedy, deadEnds } = found([dial(before)]);
    expect(title).toBe('The listener of shop holds a newer certificate than origin.example.com shows');
    expect(remedy.at(-1)?.command).toContain(`modify-listener --region eu-west-1 --listener-arn ${LISTENER_ARN}`);
    expect(remedy.at(-1)?.command).toContain(CERTIFICATE_ARN);
    expect(deadEnds).toEqual([]);
  });

  test('and not a later one, or one for other names', () => {
    expect(found([dial(certificate({ ...before, notBefore: '2026-11-01T00:00:00.000Z' }))]).title).toContain(
      'Something else',
    );
    expect(
      found([dial(certificate({ ...before, dnsNames: ['origin.example.com', 'b.example.com'] }))]).title,
    ).toContain('Something else');
  });
});

describe('what it is not', () => {
  test('the listener’s own certificate, whatever zeros its serial number was written with', () => {
    expect(said([dial(certificate())]).kind).toBe('ruled-out');
    const written = observed([managedCertificate({ serial: '000a1b2c3d4e5f60718293' })]);
    expect(said([dial(certificate())], { certificates: written }).kind).toBe('ruled-out');
  });

  test.each<[string, Partial<Observations>]>([
    ['cut', { listener: observed(listener({ certificatesCut: { reason: 'denied' } })) }],
    [
      'described in part',
      {
        listener: observed(
          listener({
            certificates: [
              { arn: CERTIFICATE_ARN, isDefault: true },
              { arn: 'arn:b', isDefault: false },
            ],
          }),
        ),
      },
    ],
    ['without a serial number', { certificates: observed([managedCertificate({ serial: undefined })]) }],
  ])('an accusation where the list is %s: not judged, and nothing is left open', (_how, more) => {
    expect(said([dial(EXPIRED)], more)).toMatchObject({ kind: 'not-judged', need: 'certificates' });
    const { remedy } = finding(certificateExpired, originEvidence(seen([dial(EXPIRED)], more)));
    expect(remedy.map(({ action }) => action).join()).not.toContain('none of the certificates');
  });

  test('judged where nothing was served, where nobody may look, or where TLS ends elsewhere', () => {
    expect(said([failedDial({ kind: 'timed-out', phase: 'connect' })]).kind).toBe('not-judged');
    expect(said([dial()], { certificates: unavailable('denied') }).kind).toBe('not-judged');
    expect(said([dial()], { listener: observed(listener({ protocol: 'TCP' })) }).kind).toBe('ruled-out');
  });
});
