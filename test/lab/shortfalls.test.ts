import { describe, expect, test } from '@jest/globals';
import type { Expectation } from '../../lab/case.ts';
import { SECRET } from '../../lab/estate.ts';
import type { Message, Outcome } from '../../lab/run.ts';
import { shortfalls } from '../../lab/shortfalls.ts';
import type { Diagnosis } from '../../lambda/model/diagnosis.ts';
import type { Finding } from '../../lambda/model/finding.ts';

function finding(ruleId: string): Finding {
  return {
    ruleId,
    originId: 'web',
    title: ruleId,
    certainty: 'proven',
    witness: { kind: 'certificate', key: 'ab' },
    reach: { failing: 1, seen: 1, of: ['203.0.113.10'] },
    explanation: '',
    evidence: [],
    remedy: [],
    deadEnds: [],
    references: [],
  };
}

const DIAGNOSIS: Diagnosis = {
  schemaVersion: 1,
  subject: { kind: 'distribution', id: 'E1' },
  examinedAt: '2026-11-23T03:12:00.000Z',
  conclusion: { kind: 'root-cause', primary: finding('certificate-expired'), also: [finding('chain-incomplete')] },
  notices: [finding('certificate-name-mismatch')],
  ruledOut: [{ ruleId: 'port-refused', title: 'refused connection' }],
  blindSpots: [{ subject: 'web: DNS', reason: 'denied', unjudged: [], grant: 'acm:DescribeCertificate' }],
};

const MESSAGE: Message = {
  subject: 'expired',
  attributes: {
    conclusion: 'root-cause',
    ruleId: 'certificate-expired',
    certainty: 'proven',
    distributionId: 'E1',
    incidentId: '0a1b2c3d4e5f',
    kind: 'diagnosis',
  },
  bodies: { email: 'It expired on\n  Friday.', sqs: '{}', lambda: '{}', firehose: '{}', https: 'x' },
  diagnosis: DIAGNOSIS,
  incident: { id: '0a1b2c3d4e5f', kind: 'diagnosis' },
  replays: true,
};

const EXPECTED: Expectation = {
  conclusion: 'root-cause',
  ruleId: 'certificate-expired',
  certainty: 'proven',
  originId: 'web',
  also: ['chain-incomplete'],
  notices: ['certificate-name-mismatch'],
  says: ['expired on Friday'],
  neverSays: ['Saturday'],
  ruledOut: ['port-refused'],
  blindSpots: ['acm:DescribeCertificate'],
};

function outcome(message: Partial<Message> = {}): Outcome {
  return { messages: [{ ...MESSAGE, ...message }], evidence: [], calls: [], log: [], returned: {}, tookMs: 1 };
}

const judge = (expected: Partial<Expectation>) => shortfalls({ expect: { ...EXPECTED, ...expected } }, outcome());

describe('what a case holds against an outcome', () => {
  test('nothing, where all is as expected', () => {
    expect(judge({})).toEqual([]);
  });

  test.each<[string, Partial<Expectation>]>([
    ['conclusion: root-cause instead of inconclusive', { conclusion: 'inconclusive' }],
    ['leading rule: certificate-expired instead of port-refused', { ruleId: 'port-refused' }],
    ['leading rule: certificate-expired instead of none', { ruleId: undefined }],
    ['certainty: proven instead of likely', { certainty: 'likely' }],
    ['origin: web instead of api', { originId: 'api' }],
    ['also: chain-incomplete instead of none', { also: undefined }],
    ['notices: certificate-name-mismatch instead of none', { notices: undefined }],
    ['the text does not say: Sunday', { says: ['Sunday'] }],
    ['the text says: Friday', { neverSays: ['Friday'] }],
    ['not ruled out: listener-missing', { ruledOut: ['listener-missing'] }],
    ['blind spot: web: DNS: denied acm:DescribeCertificate', { blindSpots: undefined }],
    ['no blind spot: handshake', { blindSpots: ['handshake', 'DNS'] }],
  ])('%s', (sentence, expected) => {
    expect(judge(expected)).toEqual([sentence]);
  });

  test.each<[string, Partial<Message>]>([
    ['the subject has 100 characters', { subject: 'x'.repeat(100) }],
    ['the subject holds control characters', { subject: 'a\nb' }],
    ['no body for sqs', { bodies: { ...MESSAGE.bodies, sqs: '' } }],
    ['the evidence, read back from JSON, gives another diagnosis', { replays: false }],
    [
      'attribute ruleId: none instead of certificate-expired',
      { attributes: { ...MESSAGE.attributes, ruleId: 'none' } },
    ],
    ['a custom header’s value went beyond the mapping', { attributes: { ...MESSAGE.attributes, more: SECRET } }],
  ])('%s', (sentence, message) => {
    expect(shortfalls({ expect: EXPECTED }, outcome(message))).toEqual([sentence]);
  });

  test('a message too many, or none', () => {
    expect(shortfalls({ expect: [] }, outcome())).toEqual(['1 messages instead of 0: "expired"']);
    expect(shortfalls({ expect: EXPECTED }, { ...outcome(), messages: [] })).toEqual(['0 messages instead of 1: ']);
  });
});
