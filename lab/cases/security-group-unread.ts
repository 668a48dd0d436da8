import { behindGate } from '../behind-gate.ts';
import { defineCase } from '../case.ts';

/** Without the rules a silent port is a silent port. */
export default defineCase({
  id: 'security-group-unread',
  story: 'our dials are dropped, and we may not read the security group',
  build: ({ authority }) =>
    behindGate(authority, [{ port: 80 }], { account: { faults: [{ operation: 'ec2:*', kind: 'deny' }] } }),
  expect: {
    conclusion: 'inconclusive',
    notices: ['port-unreachable'],
    says: ['firewall'],
    neverSays: ['authorize-security-group-ingress'],
    blindSpots: ['ec2:DescribeSecurityGroups', 'did not answer', 'did not answer'],
  },
});
