import { defineCase } from '../case.ts';
import { shop } from '../estate.ts';
import { WEB } from '../staging.ts';

const INSTANCE = 'ec2-203-0-113-10.eu-west-1.compute.amazonaws.com';

/** The name resolves whoever has the address. */
export default defineCase({
  id: 'instance-address-gone',
  story: 'the origin is the AWS name of an instance that was stopped overnight, and its address went with it',
  build: () => ({
    dns: { [INSTANCE]: { a: [WEB] } },
    origins: [{ at: [WEB], serve: 'firewall' }],
    account: { distributions: [shop({ origins: [{ id: 'web', domainName: INSTANCE }] })] },
    limits: { connectMs: 400 },
  }),
  expect: {
    conclusion: 'root-cause',
    ruleId: 'instance-address-gone',
    certainty: 'likely',
    notices: ['port-unreachable'],
    says: [
      `No instance of the account has ${WEB} any more`,
      'an account that was not asked',
      'aws ec2 describe-instances --region eu-west-1',
      'aws ec2 associate-address --region eu-west-1',
      '.DomainName = "NEW_NAME"',
    ],
    neverSays: ['authorize-security-group-ingress'],
    blindSpots: ['memberRoles'],
  },
});
