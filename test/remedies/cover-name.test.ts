import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { Distribution, Origin } from '../../lambda/model/distribution.ts';
import type { Target } from '../../lambda/model/handshake.ts';
import { coverName } from '../../lambda/remedies/cover-name.ts';
import { sendChain } from '../../lambda/remedies/send-chain.ts';
import { canBeCertified, namesToCover } from '../../lambda/remedies/server-names.ts';
import { certificate, distribution, EXAMINED_AT, ORIGIN, observed, originEvidence, target } from '../evidence.ts';

const OWN = 'd111111abcdef8.cloudfront.net';

function sight(from: Partial<Origin> = {}, of: Distribution = distribution()) {
  const { origin, observations } = originEvidence({}, from);
  return { ...observations, origin, distribution: of, examinedAt: EXAMINED_AT };
}

function fault(dnsNames: readonly string[], names: readonly string[], where: Partial<Target> = {}) {
  return { target: target(where), leaf: certificate({ dnsNames }), names };
}

const actions = (...given: Parameters<typeof coverName>) => coverName(...given).map(({ action }) => action);
const HOST = { serverName: 'www.example.com', hostForwarded: 'yes' } as const;

describe('ways out of a name that is not covered', () => {
  test('cover it, then the nearest name that the certificate carries, in that order', () => {
    const all = actions(fault(['a.test', '*.other.test', 'web.example.com'], [ORIGIN]), sight());
    expect(all[0]).toMatch(
      /^So that a certificate covers origin\.example\.com \(and let the site answer for it: .+\): get a certificate/,
    );
    expect(all.at(-1)).toMatch(/^Or make web\.example\.com, which the certificate carries, the origin's domain name/);
  });

  test('Host stays forwarded before a name that AWS gave, which no certificate carries: every alias would fail without it', () => {
    const own = 'shop-1234567890.eu-west-1.elb.amazonaws.com';
    const behind = sight({ domainName: own, kind: 'load-balancer' });
    expect(actions(fault(['a.test'], ['www.example.com'], HOST), behind).join()).not.toContain('top forwarding');
    expect(actions(fault(['a.test'], ['www.example.com'], HOST), sight()).join()).toContain('Or stop forwarding');
  });

  test('an alias is not made the origin of itself: that would send CloudFront in a circle', () => {
    expect(actions(fault(['www.example.com'], [ORIGIN]), sight()).join()).not.toContain('Or make www.example.com');
  });

  test('forward Host only where the certificate covers every alias', () => {
    const of = (aliases: string[]) => sight({}, distribution({ aliases }));
    expect(actions(fault(['*.example.com'], ['x']), of(['www.example.com'])).join()).toContain('Or forward');
    expect(actions(fault(['*.example.com'], ['x']), of(['www.example.com', 'b.test'])).join()).not.toContain(
      'Or forward',
    );
    expect(actions(fault(['*.example.com'], ['x']), of([])).join()).not.toContain('Or forward');
  });

  test("a load balancer's own name cannot be certified: no request for it", () => {
    const name = 'shop-1234567890.eu-west-1.elb.amazonaws.com';
    const steps = coverName(fault(['web.example.com'], [name]), sight({ domainName: name, kind: 'load-balancer' }));
    expect(steps).toHaveLength(1);
    expect(steps[0]?.command).toContain('.DomainName = "web.example.com"');
  });

  test('Host forwarded: cover the alias, or stop forwarding; in every behavior and group that reaches the origin', () => {
    const of = distribution({ originGroups: [{ id: 'pair', members: ['web', 'spare'], failoverCodes: [502] }] });
    const steps = coverName(fault([ORIGIN], ['www.example.com'], HOST), sight({}, of));
    expect(steps[0]?.action).toContain('www.example.com');
    expect(steps.at(-1)?.action).toContain('asks for origin.example.com, which the certificate covers');
    expect(steps.at(-1)?.command).toContain(`--argjson origins '["web","pair"]'`);
  });

  test('a CNAME to an endpoint of AWS: dial it by its own name; API Gateway may be given the name as well', () => {
    const leading = (...cnames: string[]) => ({
      ...sight({}),
      resolution: observed({ kind: 'resolved' as const, name: ORIGIN, cnames, addresses: ['203.0.113.7'], cut: 0 }),
    });
    const shown = fault(['*.execute-api.eu-west-1.amazonaws.com'], [ORIGIN]);
    const steps = coverName(shown, leading('abcdef1234.execute-api.eu-west-1.amazonaws.com'));
    expect(steps[0]?.command).toContain('.DomainName = "abcdef1234.execute-api.eu-west-1.amazonaws.com"');
    expect(steps[1]?.action).toContain('Or give API Gateway a custom domain name origin.example.com');
    const custom = coverName(shown, leading('d-abcdef1234.execute-api.eu-west-1.amazonaws.com'));
    expect(custom.map(({ action }) => action.slice(0, 16))).toEqual(['Give API Gateway']);
  });

  test("an origin with AWS's own certificate: only stop forwarding Host", () => {
    const all = actions(
      fault(['*.execute-api.eu-west-1.amazonaws.com'], ['www.example.com'], HOST),
      sight({ kind: 'api-gateway' }),
    );
    expect(all).toHaveLength(1);
    expect(all[0]).toContain('Stop forwarding');
  });

  test("the distribution's own name: no certificate can carry it", () => {
    const all = actions(fault(['www.example.com'], [OWN], { ...HOST, serverName: OWN }), sight());
    expect(all[0]).toContain(`no certificate on your origin can carry ${OWN}`);
    expect(all.join()).not.toContain('certbot');
  });
});

describe('names to cover', () => {
  const scene = { origin: sight().origin, distribution: distribution() };

  test('those that were sent, each once, never one of AWS', () => {
    const targets = [ORIGIN, 'www.example.com', OWN, ORIGIN].map((serverName) => target({ serverName }));
    expect(namesToCover(targets, undefined, scene)).toEqual([ORIGIN, 'www.example.com']);
  });

  test('else those of the leaf, the aliases, or a placeholder', () => {
    const name = 'shop-1.eu-west-1.elb.amazonaws.com';
    const at = { ...scene, origin: sight({ domainName: name }).origin };
    const targets = [target({ serverName: name })];
    expect(namesToCover(targets, { dnsNames: ['web.example.com', "x'; rm"] }, at)).toEqual(['web.example.com']);
    expect(namesToCover(targets, { dnsNames: [] }, at)).toEqual(['www.example.com']);
    expect(namesToCover(targets, undefined, { ...at, distribution: distribution({ aliases: [] }) })).toEqual([
      'YOUR_NAME',
    ]);
  });

  test.each([
    ['origin.example.com', true],
    ['*.example.com', true],
    ['xn--bcher-kva.example', true],
    ['ec2-203-0-113-25.compute-1.amazonaws.com', false],
    ['d1.cloudfront.net', false],
    ['localhost', false],
    ['203.0.113.7', false],
    ['a b.example.com', false],
    ['*.*.example.com', false],
  ])('%s can be certified: %s', (name, expected) => {
    expect(canBeCertified(name)).toBe(expected);
  });
});

describe('hostile names', () => {
  const EVIL = [
    "x'; touch PWNED; '",
    '$(touch PWNED)',
    '`touch PWNED`',
    'a\ntouch PWNED',
    'x" | touch PWNED #',
    '\\(1)\\',
  ];
  const STUBS = 'touch() { echo PWNED; }; aws() { :; }; openssl() { :; }; curl() { :; }; sudo() { :; }; jq() { :; };';

  test.each(EVIL)('run nothing but our own commands: %j', (evil) => {
    const wrong = fault([evil, 'web.example.com'], [evil], { serverName: evil, address: evil });
    const origin = { id: evil, domainName: evil };
    const steps = [
      ...coverName(wrong, sight(origin)),
      ...coverName({ ...wrong, target: { ...wrong.target, hostForwarded: 'yes' } }, sight(origin)),
      ...sendChain(wrong, { missing: { missingIssuer: evil, issuerUrl: `http://${evil}` } }, sight(origin)),
    ];
    const lines = steps.flatMap(({ command, verify, undo }) => [command, verify, undo].flatMap((line) => line ?? []));
    const cwd = mkdtempSync(join(tmpdir(), 'remedy-'));
    try {
      for (const line of lines) {
        expect(line).not.toContain('\n');
        expect(execFileSync('/bin/sh', ['-c', `${STUBS} ${line}`], { cwd, encoding: 'utf8' })).not.toContain('PWNED');
      }
    } finally {
      rmSync(cwd, { recursive: true });
    }
    expect(lines.length).toBeGreaterThan(4);
  });
});
