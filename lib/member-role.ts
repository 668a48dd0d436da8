import { AccountPrincipal, ManagedPolicy, PrincipalWithConditions, Role } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { MEMBER_READS } from '../lambda/contract.ts';
import { statementsOf } from './grants.ts';
import { MEMBER_ROLE_NAME } from './member-config.ts';

export type MemberRoleProps = {
  /** The role that the responder runs as: `RoleArn` of its stack's outputs. */
  readonly responderRoleArn: string;
  /** Default: OriginResponderMember. */
  readonly roleName?: string;
  /** What the responder must say to be let in, the same as in its own configuration. */
  readonly externalId?: string;
};

/**
 * A role in another account that lets the responder read there what it asks there, and nothing else. It trusts the
 * responder's account for the one role by its name, not the role itself: a trusted role that is made anew would be a stranger
 * of the same name. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export class MemberRole extends Construct {
  readonly role: Role;

  constructor(scope: Construct, id: string, props: MemberRoleProps) {
    super(scope, id);
    const { responderRoleArn, roleName = MEMBER_ROLE_NAME, externalId } = props;
    const named = { 'aws:PrincipalArn': responderRoleArn, ...(externalId && { 'sts:ExternalId': externalId }) };
    const account = new AccountPrincipal(responderRoleArn.split(':')[4]);
    this.role = new Role(this, 'Role', {
      roleName,
      description: 'Lets Origin Responder read what stands behind the origins of CloudFront in another account',
      assumedBy: new PrincipalWithConditions(account, { StringEquals: named }),
    });
    const statements = statementsOf(this, MEMBER_READS);
    this.role.addManagedPolicy(new ManagedPolicy(this, 'Reads', { statements }));
  }
}
