import { expect, test } from '@jest/globals';
import { vpcOriginNotDeployed as rule } from '../../lambda/rules/vpc-origin-not-deployed.ts';
import { finding, originEvidence, verdict, vpcConnection } from '../evidence.ts';

const of = (status?: string) => originEvidence({}, { connection: vpcConnection({ status }) });

test('a VPC origin that is being deployed is likely why', () => {
  const found = finding(rule, of('Deploying'));
  expect(found).toMatchObject({
    certainty: 'likely',
    title: 'VPC origin vo_1 is not deployed: its status is Deploying',
    witness: { kind: 'endpoint', key: 'vo_1' },
  });
  expect(found.remedy[0]?.command).toBe('aws cloudfront get-vpc-origin --id vo_1 --query VpcOrigin');
});

test('one that is deployed is not, nor is any other origin', () => {
  expect(verdict(rule, of('Deployed')).kind).toBe('ruled-out');
  expect(verdict(rule, originEvidence()).kind).toBe('not-applicable');
});

test('one whose settings were not read is not judged', () => {
  expect(verdict(rule, of(undefined)).kind).toBe('not-judged');
});
