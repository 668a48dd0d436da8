import { describe, expect, test } from '@jest/globals';
import type { Handshake } from '../../lambda/model/handshake.ts';
import type { ManagedCertificate, ValidationRecord } from '../../lambda/model/load-balancer.ts';
import { acmRenewalFailed } from '../../lambda/rules/acm-renewal-failed.ts';
import {
  behindLoadBalancer,
  CANDIDATE_ARN,
  CANDIDATES,
  CERTIFICATE_ARN,
  certificate,
  completedDial,
  failedDial,
  finding,
  handshakes,
  intermediate,
  LISTENER_ARN,
  managedCertificate,
  notApplicable,
  observed,
  originEvidence,
  unavailable,
  verdict,
} from '../evidence.ts';

const SERIAL = '0A1B2C3D4E5F60718293';
const ENDED = '2026-11-20T23:59:59.000Z';
const EXPIRED = certificate({ notAfter: ENDED });
const RECORD = { name: '_3f2a.origin.example.com', type: 'CNAME', value: '_9c1d.acm-validations.aws' };

const GONE: ValidationRecord = {
  domain: 'origin.example.com',
  status: 'PENDING_VALIDATION',
  method: 'DNS',
  record: RECORD,
  published: 'no',
};

/** An ACM certificate whose renewal is stuck for want of its CNAME. */
function stuck(overrides: Partial<ManagedCertificate> = {}): ManagedCertificate {
  return managedCertificate({
    status: 'EXPIRED',
    notAfter: ENDED,
    renewal: { status: 'FAILED' },
    validation: [GONE],
    ...overrides,
  });
}

const serves = (leaf: typeof EXPIRED, address = '203.0.113.7') =>
  completedDial({ address }, { chain: [leaf, intermediate()] });

function seen(managed: ManagedCertificate, ...dials: Handshake[]) {
  return behindLoadBalancer({ handshakes: handshakes(...dials), certificates: observed([managed]) });
}

describe('a failed renewal whose certificate was served expired', () => {
  test('is proven, and says which record is gone', () => {
    const found = finding(acmRenewalFailed, originEvidence(seen(stuck(), serves(EXPIRED))));
    expect(found).toMatchObject({
      certainty: 'proven',
      title:
        'Certificate for origin.example.com expired: ACM could not renew it, its validation record is gone from public DNS',
      witness: { kind: 'certificate', key: EXPIRED.fingerprint },
      reach: { failing: 1, seen: 1 },
      breaksAt: ENDED,
    });
    expect(found.evidence).toHaveLength(3);
    expect(found.evidence[2]).toContain('CNAME _3f2a.origin.example.com → _9c1d.acm-validations.aws');
    expect(verdict(acmRenewalFailed, originEvidence(seen(stuck(), serves(EXPIRED))))).toMatchObject({ leads: true });
  });

  test.each(['00:0a:1b:2c:3d:4e:5f:60:71:82:93', SERIAL.toLowerCase(), SERIAL.slice(1)])(
    'knows it by its serial, however written: %s',
    (serial) => {
      const said = verdict(acmRenewalFailed, originEvidence(seen(stuck({ serial }), serves(EXPIRED))));
      expect(said).toMatchObject({ kind: 'found', leads: true });
    },
  );

  test('on one of two addresses says so', () => {
    const dials = [serves(EXPIRED), serves(certificate({ serial: '77' }), '203.0.113.8')];
    expect(finding(acmRenewalFailed, originEvidence(seen(stuck(), ...dials)))).toMatchObject({
      title: expect.stringContaining('expired on 1 of 2 addresses'),
      reach: { failing: 1, seen: 2, of: ['203.0.113.7'] },
    });
  });

  test('comes before another that fails to renew in date', () => {
    const other = stuck({
      arn: 'arn:other',
      domainName: 'api.example.com',
      serial: '99',
      notAfter: '2026-11-01T00:00:00Z',
    });
    const evidence = { ...seen(stuck(), serves(EXPIRED)), certificates: observed([other, stuck()]) };
    expect(finding(acmRenewalFailed, originEvidence(evidence)).title).toContain('origin.example.com');
  });
});

describe('why ACM could not renew', () => {
  const why = (overrides: Partial<ManagedCertificate>) => {
    const { title, evidence } = finding(acmRenewalFailed, originEvidence(seen(stuck(overrides), serves(EXPIRED))));
    return `${title} | ${evidence.at(-1)}`;
  };

  test('a record that holds something else', () => {
    const told = why({ validation: [{ ...GONE, published: 'other' }] });
    expect(told).toContain('its validation record is not as it should be in public DNS');
  });

  test('several records, a name and its wildcard sharing one', () => {
    const api = { ...GONE, domain: 'api.example.com', record: { ...RECORD, name: '_77.api.example.com' } };
    const told = why({ validation: [GONE, { ...GONE, domain: '*.origin.example.com' }, api] });
    expect(told).toContain('2 validation records are gone from public DNS');
  });

  test('an unanswered mail', () => {
    const validation = [{ domain: 'example.com', status: 'PENDING_VALIDATION', method: 'EMAIL' }];
    expect(why({ validation })).toMatch(/nobody answered the validation e-mail \| .*unanswered for example\.com/);
  });

  test('whatever ACM says, where nothing better is known', () => {
    const validation = [{ ...GONE, published: 'unknown' as const }];
    expect(why({ validation, renewal: { status: 'FAILED', reason: 'DOMAIN_NOT_ALLOWED' } })).toContain(
      'ACM says DOMAIN_NOT_ALLOWED',
    );
    expect(why({ validation })).toContain('not validated: origin.example.com');
  });
});

describe('what is worth a line only', () => {
  const inDate = stuck({
    status: 'ISSUED',
    notAfter: '2026-12-05T03:12:00.000Z',
    renewal: { status: 'PENDING_VALIDATION' },
  });

  test('a renewal that is stuck while the certificate is in date, with the day it breaks', () => {
    const evidence = originEvidence(seen(inDate, serves(certificate({ notAfter: '2026-12-05T03:12:00.000Z' }))));
    expect(verdict(acmRenewalFailed, evidence)).toMatchObject({
      kind: 'found',
      leads: false,
      finding: {
        title: expect.stringContaining('expires in 12 days: ACM could not renew it'),
        breaksAt: '2026-12-05T03:12:00.000Z',
        witness: { kind: 'certificate', key: CERTIFICATE_ARN },
      },
    });
  });

  test('an expired one on the listener that no dial was served', () => {
    const evidence = originEvidence(seen(stuck({ serial: '99' }), serves(EXPIRED)));
    expect(verdict(acmRenewalFailed, evidence)).toMatchObject({
      kind: 'found',
      leads: false,
      finding: { explanation: expect.stringContaining('no dial was served it') },
    });
    const silent = originEvidence(seen(stuck(), failedDial({ kind: 'timed-out', phase: 'connect' })));
    expect(verdict(acmRenewalFailed, silent)).toMatchObject({ kind: 'found', leads: false });
  });

  test('is mended by restoring the record, and nothing is attached', () => {
    const { remedy } = finding(acmRenewalFailed, originEvidence(seen(inDate, serves(certificate()))));
    expect(remedy[0]).toMatchObject({
      action: `Put CNAME ${RECORD.name} with the value ${RECORD.value} back into the public zone, and leave it there`,
      verify: `dig +short CNAME ${RECORD.name}`,
    });
    expect(remedy.map(({ command }) => command).join()).not.toContain('listener');
  });

  test('or by having the mail sent again', () => {
    const validation = [{ domain: 'example.com', status: 'PENDING_VALIDATION', method: 'EMAIL' }];
    const { remedy } = finding(
      acmRenewalFailed,
      originEvidence(seen({ ...inDate, validation }, serves(certificate()))),
    );
    expect(remedy[0]?.command).toContain(
      `resend-validation-email --region eu-west-1 --certificate-arn ${CERTIFICATE_ARN}`,
    );
  });
});

describe('what it is not', () => {
  test.each([
    ['renewed', stuck({ renewal: { status: 'SUCCESS' } })],
    ['about to be renewed', stuck({ renewal: { status: 'PENDING_AUTO_RENEWAL' } })],
    [
      'refused for CAA records, which is a cause of its own',
      stuck({ renewal: { status: 'FAILED', reason: 'CAA_ERROR' } }),
    ],
    ['imported, which ACM never renews', stuck({ type: 'IMPORTED', renewal: undefined })],
  ])('an expired certificate that was %s', (_how, managed) => {
    expect(verdict(acmRenewalFailed, originEvidence(seen(managed, serves(EXPIRED)))).kind).toBe('ruled-out');
  });

  test('an expired certificate on a server of one’s own', () => {
    const evidence = originEvidence({ handshakes: handshakes(serves(EXPIRED)), certificates: notApplicable() });
    expect(verdict(acmRenewalFailed, evidence).kind).toBe('not-applicable');
  });

  test('judged where ACM was denied', () => {
    const denied = {
      ...seen(stuck(), serves(EXPIRED)),
      certificates: unavailable('denied', 'acm:DescribeCertificate'),
    };
    expect(verdict(acmRenewalFailed, originEvidence(denied))).toMatchObject({
      kind: 'not-judged',
      permission: 'acm:DescribeCertificate',
    });
  });
});

describe('the remedy of an expired one', () => {
  const commands = (...parts: Parameters<typeof originEvidence>) =>
    finding(acmRenewalFailed, originEvidence(...parts))
      .remedy.map(({ command }) => command ?? '')
      .join('\n');

  test('attaches a good certificate that exists already', () => {
    const said = commands({ ...seen(stuck(), serves(EXPIRED)), candidates: CANDIDATES });
    expect(said).toContain(`modify-listener --region eu-west-1 --listener-arn ${LISTENER_ARN}`);
    expect(said).toContain(CANDIDATE_ARN);
    expect(said).not.toContain('request-certificate');
  });

  test('else requests a new one for every name of the old, in the load balancer’s Region', () => {
    const said = commands(seen(stuck({ names: ['origin.example.com', 'www.example.com'] }), serves(EXPIRED)));
    expect(said).toContain(
      'request-certificate --region eu-west-1 --domain-name origin.example.com --subject-alternative-names www.example.com',
    );
    expect(said).toContain('Certificate.DomainValidationOptions[].ResourceRecord');
    expect(said).toContain('modify-listener');
  });

  test('warns that restoring the record does not bring it back', () => {
    const { deadEnds, remedy } = finding(acmRenewalFailed, originEvidence(seen(stuck(), serves(EXPIRED))));
    expect(deadEnds[0]?.why).toContain('does not renew a certificate that has expired');
    expect(remedy.map(({ action }) => action).join()).not.toContain('back into the public zone');
  });
});
