import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { MemberRole, type MemberRoleProps } from './member-role.ts';

export type MemberStackProps = StackProps & MemberRoleProps;

/** What `cdk deploy` makes in another account, in any Region: the role that lets the responder look into it. */
export class MemberStack extends Stack {
  constructor(scope: Construct, id: string, props: MemberStackProps) {
    const { responderRoleArn, roleName, externalId, ...rest } = props;
    super(scope, id, {
      description: 'Origin Responder: lets it read what stands behind origins in this account',
      ...rest,
    });
    const { role } = new MemberRole(this, 'MemberRole', { responderRoleArn, roleName, externalId });
    new CfnOutput(this, 'RoleArn', { value: role.roleArn });
  }
}
