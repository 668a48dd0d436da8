import { describe, expect, test } from '@jest/globals';
import { startAccount } from '../../lab/account/server.ts';
import { awsClients } from '../../lambda/gather/clients.ts';
import { readOwners, toOwner } from '../../lambda/gather/owners.ts';

const ARN = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/shop/1';

/** The owner by these tags. */
function keeper(tags: Readonly<Record<string, string>>) {
  const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  return toOwner({ ResourceARN: ARN, Tags })[0]?.keeper;
}

describe('who owns a resource', () => {
  test.each([
    [
      { 'aws:cloudformation:stack-name': 'shop', 'aws:cloudformation:logical-id': 'Listener' },
      { kind: 'cloudformation', stack: 'shop', logicalId: 'Listener' },
    ],
    [
      { 'aws:cloudformation:stack-name': 'shop', 'aws:cloudformation:logical-id': 'AlbHttps5C2F8B1A' },
      { kind: 'cloudformation', stack: 'shop', logicalId: 'AlbHttps5C2F8B1A', cdk: true },
    ],
    [{ 'aws:cloudformation:stack-name': 'shop' }, { kind: 'cloudformation', stack: 'shop' }],
    [{ ManagedBy: 'Terraform' }, { kind: 'terraform', tag: 'ManagedBy=Terraform' }],
    [{ 'managed-by': 'terraform-cloud' }, { kind: 'terraform', tag: 'managed-by=terraform-cloud' }],
    [{ terraform: 'true' }, { kind: 'terraform', tag: 'terraform=true' }],
    [{ 'tf-workspace': 'prod' }, { kind: 'terraform', tag: 'tf-workspace=prod' }],
    [{ iac: 'opentofu' }, { kind: 'terraform', tag: 'iac=opentofu' }],
    [{ 'pulumi:stack': 'prod' }, { kind: 'pulumi', tag: 'pulumi:stack=prod' }],
    [{ managed_by: 'pulumi' }, { kind: 'pulumi', tag: 'managed_by=pulumi' }],
    [{ 'elbv2.k8s.aws/cluster': 'prod' }, { kind: 'kubernetes', cluster: 'prod' }],
    [
      { 'elbv2.k8s.aws/cluster': 'prod', 'service.k8s.aws/stack': 'shop/web', ManagedBy: 'Terraform' },
      { kind: 'kubernetes', cluster: 'prod', object: 'shop/web' },
    ],
    [
      { 'elasticbeanstalk:environment-name': 'shop-env', 'aws:cloudformation:stack-name': 'awseb-e-abc-stack' },
      { kind: 'beanstalk', environment: 'shop-env' },
    ],
  ])('is told by %j', (tags, owner) => {
    expect(keeper(tags)).toEqual(owner);
  });

  test.each([
    [{}],
    [{ team: 'shop' }],
    [{ terraform: 'false' }],
    [{ ManagedBy: 'alice' }],
    [{ note: 'not by terraform' }],
  ])('is not told by %j', (tags) => {
    expect(keeper(tags)).toBeUndefined();
  });

  test('is told in bounded words', () => {
    expect(keeper({ 'aws:cloudformation:stack-name': 'x'.repeat(5_000) })).toEqual({
      kind: 'cloudformation',
      stack: 'x'.repeat(128),
    });
  });

  test('is asked with one call a Region, two at most, and what was left is named', async () => {
    const account = await startAccount({ tags: { [ARN]: { ManagedBy: 'terraform' } } });
    try {
      const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'lab' };
      const aws = awsClients({ endpoint: account.endpoint, credentials });
      const arn = (region: string) => `arn:aws:ec2:${region}:111122223333:security-group/sg-1`;
      const touched = [
        { region: 'us-east-1', name: 'E1', arn: 'arn:aws:cloudfront::111122223333:distribution/E1' },
        { region: 'eu-west-1', name: ARN, arn: ARN },
        { region: 'eu-west-1', name: 'sg-1', arn: arn('eu-west-1') },
        { region: 'eu-west-1', name: 'sg-2', arn: arn('eu-west-1'), there: { accountId: '4', assumedRole: 'r' } },
        { region: 'eu-west-2', name: 'sg-1', arn: arn('eu-west-2') },
        { region: 'us-east-1', name: 'Z1' },
      ];
      expect(await readOwners((_, ask) => ask(aws), touched, new AbortController().signal)).toEqual({
        status: 'observed',
        value: {
          owners: [{ arn: ARN, keeper: { kind: 'terraform', tag: 'ManagedBy=terraform' } }],
          unread: { reason: 'tags in eu-west-2 were not asked for' },
        },
      });
      expect(account.calls.map(({ region }) => region).toSorted()).toEqual(['eu-west-1', 'eu-west-1', 'us-east-1']);
    } finally {
      await account.close();
    }
  });
});
