import { describe, expect, test } from '@jest/globals';
import { VIEWER_CODES, viewerCode } from '../../lambda/cloudfront/viewer-codes.ts';
import { rules } from '../../lambda/rules/index.ts';

describe('the code that viewers get', () => {
  test('is decided for every rule, and for nothing else', () => {
    expect([...VIEWER_CODES.keys()].toSorted()).toEqual(rules.map(({ id }) => id).toSorted());
  });

  test('is 502 where TLS fails or a certificate does not fit, 504 where the origin is not to be reached or is slow', () => {
    expect(viewerCode('certificate-expired')).toBe('502');
    expect(viewerCode('listener-certificate-expired')).toBe('502');
    expect(viewerCode('ssl-policy-mismatch')).toBe('502');
    expect(viewerCode('load-balancer-internal')).toBe('504');
    expect(viewerCode('origin-slow')).toBe('504');
  });

  test('is left open where AWS documents none or two, and where somebody else answers', () => {
    for (const id of [
      'security-group-blocks-cloudfront',
      'connection-reset',
      'edge-function-failing',
      'origin-answers-5xx',
    ])
      expect([id, viewerCode(id)]).toEqual([id, undefined]);
  });

  test('is none of a rule that is a warning', () => {
    const warnings = rules.filter(({ warning }) => warning).map(({ id }) => id);
    expect(warnings.filter((id) => viewerCode(id))).toEqual([]);
  });
});
