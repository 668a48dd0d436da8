import { behindGate } from '../behind-gate.ts';
import { defineCase } from '../case.ts';
import { REGION } from '../estate.ts';

const OFFICES = 'pl-0123456789abcdef0';

/** Somebody shut the world out and forgot CloudFront. That none of these ranges is CloudFront’s is looked up, not assumed. */
export default defineCase({
  id: 'security-group-admits-offices',
  story: 'the security group admits the offices alone, by ranges and by a list of their own',
  build: ({ authority }) =>
    behindGate(
      authority,
      [
        { port: 443, cidrs: ['198.51.100.0/24'], prefixLists: [OFFICES] },
        { protocol: '-1', cidrs: ['10.0.0.0/8'] },
      ],
      {
        account: {
          prefixLists: [{ region: REGION, id: OFFICES, name: 'offices', entries: ['192.0.2.0/25', '192.0.2.128/25'] }],
        },
      },
    ),
  expect: {
    conclusion: 'root-cause',
    ruleId: 'security-group-blocks-cloudfront',
    certainty: 'proven',
    notices: ['port-unreachable'],
    says: ['198.51.100.0/24', `offices (${OFFICES})`, 'authorize-security-group-ingress'],
  },
});
