import { describe, expect, test } from '@jest/globals';
import { toDeployment } from '../../lambda/gather/deployment.ts';
import type { Deployment } from '../../lambda/model/deployment.ts';
import type { Observation } from '../../lambda/model/evidence.ts';
import { stagingTakesPart } from '../../lambda/rules/staging-takes-part.ts';
import { distribution, EXAMINED_AT, notApplicable, observed, unavailable } from '../evidence.ts';

const STAGING = 'd222222abcdef8.cloudfront.net';
const OVERVIEW = { distribution: distribution(), examinedAt: EXAMINED_AT };
const sending = (sends: Deployment['sends'], more: Partial<Deployment> = {}) =>
  observed<Deployment>({ enabled: true, staging: [STAGING], sends, ...more });
const verdict = (deployment: Observation<Deployment>) =>
  stagingTakesPart.apply({ observations: { deployment } }, OVERVIEW);

describe('a staging distribution that takes a part of the requests', () => {
  test.each<[Deployment['sends'], string]>([
    [{ kind: 'share', percent: 7.5 }, `7.5% of the requests go to staging distribution ${STAGING}`],
    [{ kind: 'header', name: 'aws-cf-cd-test' }, 'Requests with the header aws-cf-cd-test go'],
  ])('is told and never leads: %j', (sends, title) => {
    expect(verdict(sending(sends))).toMatchObject({
      kind: 'found',
      leads: false,
      finding: { originId: '', title: expect.stringContaining(title) },
    });
  });

  test.each([
    ['a policy that is off', sending({ kind: 'share', percent: 5 }, { enabled: false })],
    ['a share of nothing', sending({ kind: 'share', percent: 0 })],
    ['no traffic', sending({ kind: 'nothing' })],
    ['no staging distribution', sending({ kind: 'share', percent: 5 }, { staging: [] })],
  ])('is none with %s', (_, deployment) => expect(verdict(deployment).kind).toBe('ruled-out'));

  test('is not judged unseen, and nothing without a policy', () => {
    expect(verdict(unavailable()).kind).toBe('not-judged');
    expect(verdict(notApplicable()).kind).toBe('not-applicable');
  });
});

describe('a continuous deployment policy', () => {
  const policy = (TrafficConfig: object, Enabled = true) => ({
    Id: 'cdp-1',
    LastModifiedTime: new Date(0),
    ContinuousDeploymentPolicyConfig: {
      StagingDistributionDnsNames: { Quantity: 1, Items: ['D222222ABCDEF8.cloudfront.net'] },
      Enabled,
      TrafficConfig: { Type: 'SingleWeight' as const, ...TrafficConfig },
    },
  });

  test('tells the share, or the name of the header and never its value', () => {
    expect(toDeployment(policy({ SingleWeightConfig: { Weight: 0.15 } }))).toEqual(
      observed({ enabled: true, staging: [STAGING], sends: { kind: 'share', percent: 15 } }),
    );
    const header = { Type: 'SingleHeader', SingleHeaderConfig: { Header: 'aws-cf-cd-test', Value: 'hunter2' } };
    const seen = toDeployment(policy(header, false));
    expect(seen).toMatchObject({ value: { enabled: false, sends: { kind: 'header', name: 'aws-cf-cd-test' } } });
    expect(JSON.stringify(seen)).not.toContain('hunter2');
  });

  test('that is empty is not seen', () => {
    expect(toDeployment(undefined)).toMatchObject({ status: 'unavailable' });
  });
});
