import { describe, expect, test } from '@jest/globals';
import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { MEMBER_READS } from '../../lambda/contract.ts';
import { MemberStack } from '../../lib/member-stack.ts';

const RESPONDER = 'arn:aws:iam::111122223333:role/OriginResponder-function';

function template(more: { readonly roleName?: string; readonly externalId?: string } = {}): Template {
  const env = { account: '444455556666', region: 'eu-west-1' };
  return Template.fromStack(new MemberStack(new App(), 'M', { responderRoleArn: RESPONDER, env, ...more }));
}

describe('the role in another account', () => {
  test("trusts the responder's role by its name, and nobody else of that account", () => {
    template().hasResourceProperties('AWS::IAM::Role', {
      RoleName: 'OriginResponderMember',
      AssumeRolePolicyDocument: {
        Statement: [
          {
            Effect: 'Allow',
            Action: 'sts:AssumeRole',
            Principal: { AWS: Match.objectLike({ 'Fn::Join': ['', Match.arrayWith([':iam::111122223333:root'])] }) },
            Condition: { StringEquals: { 'aws:PrincipalArn': RESPONDER } },
          },
        ],
      },
    });
  });

  test('may want an external id, and have another name', () => {
    template({ roleName: 'Reader', externalId: 'between-us' }).hasResourceProperties('AWS::IAM::Role', {
      RoleName: 'Reader',
      AssumeRolePolicyDocument: {
        Statement: [
          Match.objectLike({
            Condition: { StringEquals: { 'aws:PrincipalArn': RESPONDER, 'sts:ExternalId': 'between-us' } },
          }),
        ],
      },
    });
  });

  test('may read what the responder asks there, and do nothing else', () => {
    const [policy] = Object.values(template().findResources('AWS::IAM::ManagedPolicy'));
    const actions = policy?.Properties.PolicyDocument.Statement.flatMap(
      (one: { Action: string | string[] }) => one.Action,
    );
    expect(actions.toSorted()).toEqual(MEMBER_READS.map(({ action }) => action).toSorted());
    expect(actions.filter((one: string) => /^(cloudfront|route53|logs):/.test(one))).toEqual([]);
    const there = ['cloudtrail:LookupEvents', 'tag:GetResources', 'cloudwatch:GetMetricData'];
    expect(actions).toEqual(expect.arrayContaining([...there, 'elasticloadbalancing:DescribeInstanceHealth']));
    expect(Object.keys(template().findResources('AWS::IAM::Policy'))).toEqual([]);
    expect(JSON.stringify(policy)).toContain('444455556666:certificate/*');
  });

  test('tells its ARN', () => {
    template().hasOutput('RoleArn', Match.anyValue());
  });
});
