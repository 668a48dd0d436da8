import { describe, expect, test } from '@jest/globals';
import { requestsComeBack as rule } from '../../lambda/rules/requests-come-back.ts';
import { behavior, distribution, finding, observed, originEvidence, verdict } from '../evidence.ts';
import { forwarding } from './forwarded.ts';

const OWN = 'd111111abcdef8.cloudfront.net';
const OTHER = 'd222222abcdef8.cloudfront.net';
const named = (domainName: string, ...cnames: readonly string[]) =>
  originEvidence(
    { resolution: observed({ kind: 'resolved', name: domainName, cnames, addresses: ['203.0.113.7'], cut: 0 }) },
    { domainName, kind: domainName.endsWith('.cloudfront.net') ? 'cloudfront' : 'other' },
  );

describe('requests that come back to the distribution', () => {
  test('because the origin’s name leads to it, Host forwarded or not', () => {
    const found = finding(rule, named('www.example.com', OWN));
    expect(found).toMatchObject({ certainty: 'likely', witness: { kind: 'endpoint', key: 'www.example.com' } });
    expect(found.title).toContain('is this distribution itself');
    expect(found.evidence[0]).toBe(`DNS: www.example.com and ${OWN}`);
    expect(found.remedy[0]?.command).toContain('.DomainName = "ORIGIN_NAME"');
    expect(finding(rule, named(OWN)).title).toContain('is this distribution itself');
  });

  test.each([
    [OTHER, []],
    ['inner.example.com', [OTHER]],
    ['main.d1a2b3c4d5e6f7.amplifyapp.com', []],
  ])('because Host is forwarded to %s %j, which CloudFront serves', (name, cnames) => {
    const found = finding(rule, named(name, ...cnames), forwarding());
    expect(found.title).toContain(`The viewer's Host is forwarded to ${name}`);
    expect(found.remedy[0]?.command).toContain('b689b0a8-53d0-40ab-baf2-68738e2966ac');
  });

  test('is ruled out before another distribution that is asked for by its own name', () => {
    expect(verdict(rule, named(OTHER)).kind).toBe('ruled-out');
  });

  test('is not judged where the policy could not be read', () => {
    const of = distribution({ behaviors: [behavior({ hostForwarding: { kind: 'unknown', reason: 'denied' } })] });
    expect(verdict(rule, named(OTHER), of).kind).toBe('not-judged');
  });

  test('never speaks of an origin that CloudFront does not serve, nor of the terminal’s stand-in', () => {
    expect(verdict(rule, named('origin.example.com'), forwarding()).kind).toBe('not-applicable');
    expect(verdict(rule, named(OTHER), distribution({ domainName: '' })).kind).toBe('ruled-out');
  });
});
