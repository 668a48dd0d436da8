import { describe, expect, test } from '@jest/globals';
import { report } from '../../lambda/report/report.ts';
import { denied } from './diagnoses.ts';
import { dial, look } from './scene.ts';

/** The headings in their order. */
function headings(text: string): string[] {
  return text.split('\n').filter((line) => /^[A-Z][A-Z ,]+$/.test(line));
}

describe('inconclusive', () => {
  const { subject, text } = report(denied.diagnosis, denied.evidence);

  test('says what stood in the way, first', () => {
    expect(subject).toBe('Inconclusive: elasticloadbalancing:DescribeListeners was denied (E2EXAMPLE1234)');
    expect(headings(text)[0]).toBe('WHAT COULD NOT BE SEEN');
    expect(text).toContain('Not\n  judged: listener-missing, listener-not-https.');
  });

  test('prints one IAM statement with exactly the missing actions', () => {
    const from = text.indexOf('\n{');
    const statement: unknown = JSON.parse(text.slice(from, text.indexOf('\n}', from) + 2));
    expect(statement).toEqual({
      Effect: 'Allow',
      Action: ['acm:DescribeCertificate', 'elasticloadbalancing:DescribeListeners'],
      Resource: '*',
    });
    expect(text.match(/"Effect"/g)).toHaveLength(1);
  });

  test('narrows the statement to the resources of the account where all of them are known', () => {
    const blindSpots = denied.diagnosis.blindSpots.filter(({ grant }) => grant === 'acm:DescribeCertificate');
    const narrow = report({ ...denied.diagnosis, blindSpots }, denied.evidence).text;
    expect(narrow).toContain('"arn:aws:acm:*:111122223333:certificate/*"');
    const without = report({ ...denied.diagnosis, blindSpots, alarm: undefined }, denied.evidence).text;
    expect(without).toContain('"Resource": "*"');
    expect(without).toContain('allow the identity that ran this');
  });

  test('a dial that was not answered sends the reader to the firewall first', () => {
    const [first] = denied.evidence.origins;
    if (!first) throw new Error('the fixture has an origin');
    const silent = dial('203.0.113.9', 'origin.shop.example', { kind: 'timed-out', phase: 'connect' });
    const evidence = { ...denied.evidence, origins: [look(first.origin, [silent])] };
    const next = (of: typeof denied.evidence) => report(denied.diagnosis, of).text.split('WHERE TO LOOK NEXT\n')[1];
    expect(next(evidence)).toMatch(/^1\. See whether the firewall before 203\.0\.113\.9 admits CloudFront's/);
    expect(next(denied.evidence)).not.toContain('firewall');
  });

  test('what is no IAM action is not printed as one', () => {
    const blindSpots = [{ subject: 'x', reason: 'denied', unjudged: [], grant: '*' }];
    expect(report({ ...denied.diagnosis, blindSpots }, denied.evidence).text).not.toContain('"Effect"');
  });
});
