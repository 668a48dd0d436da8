import { describe, expect, test } from '@jest/globals';
import type { ErrorResponse } from '../../lambda/model/distribution.ts';
import { errorCachedLong as rule } from '../../lambda/rules/error-cached-long.ts';
import { behavior, distribution, finding, originEvidence, verdict } from '../evidence.ts';

const remembering = (...errorResponses: readonly ErrorResponse[]) => distribution({ errorResponses });

describe('errors that CloudFront remembers', () => {
  test('for more than a minute are told, the longest first, and never lead', () => {
    const of = remembering({ code: 502, cachedSeconds: 90 }, { code: 504, cachedSeconds: 7200 });
    expect(verdict(rule, originEvidence(), of)).toMatchObject({ kind: 'found', originId: '', leads: false });
    expect(finding(rule, originEvidence(), of).title).toContain('a 504 for 2 hours and a 502 for 90 seconds');
  });

  test('are dropped by an invalidation of everything, which is said to meet the origin', () => {
    const [step] = finding(rule, originEvidence(), remembering({ code: 502, cachedSeconds: 300 })).remedy;
    expect(step?.command).toBe("aws cloudfront create-invalidation --distribution-id E2EXAMPLE --paths '/*'");
    expect(step?.action).toContain('empties the whole cache');
  });

  test('cost a path of their own for each behavior, where a pattern can be one', () => {
    const withPaths = (...patterns: readonly string[]) => ({
      ...remembering({ code: 502, cachedSeconds: 300 }),
      behaviors: patterns.map((pathPattern) => behavior({ pathPattern, isDefault: false })),
    });
    const paths = (...patterns: readonly string[]) =>
      finding(rule, originEvidence(), withPaths(...patterns)).remedy[0]?.command?.split('--paths ')[1];
    expect(paths('/app/*', 'one.html')).toBe("'/app/*' /one.html");
    expect(paths('/app/*', '*.jpg')).toBe("'/*'");
    expect(paths('/a?c')).toBe("'/*'");
  });

  test.each<[string, readonly ErrorResponse[]]>([
    ['nothing said', []],
    ['the default', [{ code: 502 }]],
    ['a minute', [{ code: 502, cachedSeconds: 60 }]],
    ["viewers' own errors", [{ code: 404, cachedSeconds: 3600 }]],
  ])('are no matter with %s', (_, responses) => {
    expect(verdict(rule, originEvidence(), remembering(...responses)).kind).toBe('ruled-out');
    expect(verdict(rule, originEvidence()).kind).toBe('ruled-out');
  });
});
