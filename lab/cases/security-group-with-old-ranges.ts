import { CLOUDFRONT_RANGES } from '../account/ec2/prefix-lists.ts';
import { behindGate } from '../behind-gate.ts';
import { defineCase } from '../case.ts';

/** Ranges that were copied by hand once: CloudFront has more by now, and some requests fail. */
export default defineCase({
  id: 'security-group-with-old-ranges',
  story: 'the security group admits ranges of CloudFront that somebody copied, and CloudFront has more by now',
  build: ({ authority }) => behindGate(authority, [{ port: 443, cidrs: CLOUDFRONT_RANGES.slice(1) }]),
  expect: {
    conclusion: 'root-cause',
    ruleId: 'security-group-blocks-cloudfront',
    certainty: 'likely',
    notices: ['port-unreachable'],
    says: [CLOUDFRONT_RANGES[0], 'one is missing'],
  },
});
