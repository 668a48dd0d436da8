import { describe, expect, test } from '@jest/globals';
import { report } from '../../lambda/report/report.ts';
import { busy, CASES, type Case, healthy, lone, mismatch, renewal } from './diagnoses.ts';
import { renewalFailed } from './findings.ts';

function told({ diagnosis, evidence }: Case) {
  return report(diagnosis, evidence);
}

/** The headings in their order. */
function headings(text: string): string[] {
  return text.split('\n').filter((line) => /^[A-Z][A-Z ,]+$/.test(line));
}

describe('a proven fault', () => {
  const { subject, text, attributes, json } = told(renewal);
  const lines = text.split('\n');

  test('the subject says the cause, the distribution, the certainty and that there is more', () => {
    expect(subject).toMatch(/^origin\.shop\.example: certificate expired 2 days ago/);
    expect(subject).toMatch(/\(E2EXAMPLE1234, proven, \+1 more\)$/);
  });

  test('the first two lines are the verdict and how sure it is', () => {
    expect(lines[0]).toBe('origin.shop.example: certificate expired 2 days ago, ACM could not renew it.');
    expect(lines[1]).toBe('Proven: CloudFront cannot complete this connection.');
  });

  test('then where, since when, how much', () => {
    expect(text).toContain('Distribution: E2EXAMPLE1234 (d111111abcdef8.cloudfront.net,');
    expect(text).toContain('Alarm: shop-5xx, in ALARM since 2026-11-23 03:09 UTC (3 minutes ago)');
    expect(text).toContain('Origin: shop-alb (origin.shop.example)');
    expect(text).toContain('Hit: every path but /media/*');
    expect(text).toContain('Reach: both addresses: 203.0.113.7, 203.0.113.8');
    expect(text).toContain('Broken since: 2026-11-20 23:59 UTC (2 days ago)');
  });

  test('a staging distribution is called one', () => {
    const { distribution } = renewal.evidence;
    if (distribution.status !== 'observed') throw new Error('the distribution was not seen');
    const value = { ...distribution.value, staging: true };
    const { text: of } = told({
      ...renewal,
      evidence: { ...renewal.evidence, distribution: { ...distribution, value } },
    });
    expect(of.replaceAll('\n  ', ' ')).toContain(
      'a staging distribution: it serves what a continuous deployment policy',
    );
    expect(text).not.toContain('staging');
  });

  test('the sections come in the order of their use', () => {
    expect(headings(text)).toEqual(['EVIDENCE', 'WHAT TO DO', 'WHAT WILL NOT HELP', 'ALSO FOUND', 'RULED OUT']);
  });

  test('every command is whole, on one line, indented by two', () => {
    for (const { command, verify, undo } of renewalFailed.remedy) {
      expect(lines).toContain(`  ${command}`);
      expect(lines).toContain(`  ${verify}`);
      if (undo) expect(lines[lines.indexOf(`  ${undo}`) - 1]).toBe('   To undo it:');
    }
  });

  test('other faults name their paths and their first step, a shared one by its number', () => {
    const also = text.slice(text.indexOf('ALSO FOUND'), text.indexOf('RULED OUT'));
    expect(also).toContain('First: step 1 above.');
    expect(also).toMatch(
      /proven; hits only \/media\/\*; fails: 198\.51\.100\.4\)\n {2}First: Install the renewed certificate/,
    );
  });

  test('what tempts is said as it was written, whether the reason is a clause or a sentence', () => {
    const text = told(renewal).text.replaceAll('\n  ', ' ');
    expect(text).toContain(
      '- Restarting the load balancer or its targets: the certificate on the listener stays the same.',
    );
    expect(text).toContain('- Changing the viewer certificate in us-east-1. It secures another leg');
  });

  test('an address that several dials went to counts once', () => {
    const [first] = mismatch.evidence.origins;
    const more = renewal.evidence.origins[0];
    if (!first || !more || more.observations.handshakes.status !== 'observed') throw new Error('the fixture has dials');
    if (first.observations.handshakes.status !== 'observed') throw new Error('the fixture has dials');
    const dials = [...first.observations.handshakes.value.dials, ...more.observations.handshakes.value.dials];
    const handshakes = { status: 'observed' as const, value: { dials, omitted: [] } };
    const origins = [{ ...first, observations: { ...first.observations, handshakes } }];
    const primary = { ...renewalFailed, reach: { failing: 3, seen: 5, of: ['203.0.113.7'] } };
    const diagnosis = { ...renewal.diagnosis, conclusion: { kind: 'root-cause' as const, primary, also: [] } };
    expect(report(diagnosis, { ...renewal.evidence, origins }).text).toContain(
      'Reach: 1 of 2 addresses (203.0.113.7), so errors come and go',
    );
  });

  test('the foot says when, how to look again, and what it rests on', () => {
    const foot = text.slice(text.indexOf('Examined'));
    expect(foot).toContain('Examined 2026-11-23 03:12 UTC');
    expect(foot).toContain('\n  npm run diagnose -- distribution E2EXAMPLE1234\n');
    expect(foot.match(/https:\/\//g)).toHaveLength(2);
  });

  test('machines get the diagnosis and what to filter on', () => {
    expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(renewal.diagnosis)));
    expect(attributes).toEqual({
      ruleId: 'acm-renewal-failed',
      certainty: 'proven',
      distributionId: 'E2EXAMPLE1234',
      conclusion: 'root-cause',
      incidentId: 'none',
      kind: 'diagnosis',
    });
  });
});

describe('a likely fault on one name', () => {
  const { subject, text } = told(mismatch);

  test('is told as likely, for that name only', () => {
    expect(subject).toMatch(/\(E2EXAMPLE1234, likely\)$/);
    expect(subject).toContain('www.shop.example');
    expect(text.split('\n').slice(0, 3).join(' ')).toContain('Likely: it fits what was seen, and nothing better does.');
    expect(text).toContain('Reach: only for www.shop.example (1 of 3 names)');
    expect(text).not.toContain('Proven');
  });

  test('a notice is a line of its own, apart from the cause', () => {
    expect(text).toMatch(/WORTH KNOWING, BUT NOT WHY\n- media\.shop\.example: certificate ends in 9 days \(likely\)\n/);
  });

  test('code at the edge that may choose another origin is said where it lowered the certainty', () => {
    const { distribution } = mismatch.evidence;
    if (distribution.status !== 'observed') throw new Error('the fixture has a distribution');
    const edge = {
      kind: 'lambda-at-edge',
      eventType: 'origin-request',
      arn: 'arn:x',
      changesOrigin: 'unknown',
    } as const;
    const behaviors = distribution.value.behaviors.map((one) => ({ ...one, edgeFunctions: [edge] }));
    const evidence = {
      ...mismatch.evidence,
      distribution: { ...distribution, value: { ...distribution.value, behaviors } },
    };
    expect(report(mismatch.diagnosis, evidence).text).toContain(
      'Note: edge code on the default behavior may send requests to another origin',
    );
    expect(text).not.toContain('edge code');
  });
});

describe('an origin that answers 5xx itself', () => {
  const { subject, text, attributes } = told(busy);

  test('is not called TLS, not even in the subject', () => {
    expect(subject).toMatch(/^Not TLS: origin\.shop\.example answers 503/);
    expect(text.split('\n')[1]).toBe('Likely: TLS is sound; the origin itself sends this error.');
    expect(attributes).toMatchObject({ conclusion: 'origin-answered', certainty: 'likely' });
  });
});

describe('no fault found', () => {
  const { subject, text, attributes } = told(healthy);

  test('says so, and claims no more', () => {
    expect(subject).toBe('No fault found between CloudFront and its 2 origins (E2EXAMPLE1234)');
    expect(text.replaceAll('\n', ' ')).toContain("are then the origin's own answers, come from edge functions, or");
    expect(text).not.toMatch(/proven|likely/i);
    expect(attributes).toMatchObject({ ruleId: 'none', certainty: 'none', conclusion: 'no-fault-found' });
  });

  test('what was seen, where to look next, what was ruled out', () => {
    expect(headings(text)).toEqual(['WHAT THE ORIGINS SHOWED', 'WHERE TO LOOK NEXT', 'RULED OUT']);
    expect(text.replace(/\n {2}/g, ' ')).toContain('HEAD / answered 200 in 38 ms, server: awselb/2.0');
    expect(text).toContain('Name=LoadBalancer,Value=app/shop-alb/50dc6c495c0c9188');
    expect(text).toContain('--start-time 2026-11-23T02:09:02Z --end-time 2026-11-23T03:12:40Z');
  });
});

test('about a lone host there is no distribution, and the command asks for the host', () => {
  const { subject, text, attributes } = told(lone);
  expect(subject).toMatch(/\(proven\)$/);
  expect(text).not.toMatch(/Distribution|Hit:|Alarm/);
  expect(text).toContain('npm run diagnose -- origin origin.shop.example\n');
  expect(attributes.distributionId).toBe('none');
});

test('the command that looks again asks in the same way', () => {
  const { distribution } = lone.evidence;
  if (distribution.status !== 'observed') throw new Error('the fixture has a distribution');
  const [only] = distribution.value.origins;
  if (only?.connection.type !== 'custom') throw new Error('the fixture has a custom origin');
  const origins = [
    { ...only, connection: { ...only.connection, httpsPort: 8443, sslProtocols: ['TLSv1', 'TLSv1.2'] } },
  ];
  const value = { ...distribution.value, origins, aliases: ['www.shop.example', '$(reboot)'] };
  expect(report(lone.diagnosis, { ...lone.evidence, distribution: { ...distribution, value } }).text).toContain(
    '  npm run diagnose -- origin origin.shop.example --port 8443 --protocols TLSv1,TLSv1.2 --host-header www.shop.example\n',
  );
});

describe.each(Object.entries(CASES))('%s', (_name, one) => {
  const { subject, text } = told(one);

  test('fits a subject and a phone', () => {
    expect(subject.length).toBeLessThan(100);
    expect(subject).toMatch(/^[ -~]+$/);
    for (const line of text.split('\n')) {
      if (line.startsWith('  ') && !line.startsWith('   ') && /^ {2}(aws|openssl|npm|dig) /.test(line)) continue;
      if (!line.trim().includes(' ')) continue;
      expect([...line].length).toBeLessThanOrEqual(76);
    }
  });

  test('no blank holes, no trailing spaces, one line end at the end', () => {
    expect(text).not.toMatch(/\n\n\n| \n|\n\n$/);
    expect(text).toMatch(/[^\n]\n$/);
    expect(text).not.toMatch(/undefined|NaN|\[object/);
  });
});
