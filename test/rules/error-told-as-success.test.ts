import { describe, expect, test } from '@jest/globals';
import type { ErrorResponse } from '../../lambda/model/distribution.ts';
import { errorToldAsSuccess as rule } from '../../lambda/rules/error-told-as-success.ts';
import { distribution, finding, originEvidence, verdict } from '../evidence.ts';

const answering = (...errorResponses: readonly ErrorResponse[]) => distribution({ errorResponses });

describe('errors that viewers get as another code', () => {
  test('are told by both codes, likely, and never lead', () => {
    const of = answering({ code: 502, answeredWith: 200 }, { code: 503, answeredWith: 404 });
    expect(verdict(rule, originEvidence(), of)).toMatchObject({ kind: 'found', leads: false });
    const { title, certainty } = finding(rule, originEvidence(), of);
    expect(title).toContain('a 502 as 200 and a 503 as 404');
    expect(certainty).toBe('likely');
  });

  test.each<[string, ErrorResponse]>([
    ['a page with the same code', { code: 502, answeredWith: 502 }],
    ['another 5xx', { code: 502, answeredWith: 503 }],
    ['a TTL alone', { code: 502, cachedSeconds: 3600 }],
    ['a missing page of a single-page application', { code: 404, answeredWith: 200 }],
  ])('not for %s', (_, response) => {
    expect(verdict(rule, originEvidence(), answering(response)).kind).toBe('ruled-out');
  });
});
