import { behindInstanceGate, INSTANCE_GROUP, INSTANCE_ID } from '../behind-address.ts';
import { ORIGIN_FACING } from '../behind-gate.ts';
import { defineCase } from '../case.ts';

/** As AWS advises, before an instance as before a load balancer. */
export default defineCase({
  id: 'instance-open-to-cloudfront-alone',
  story: 'the security group of an EC2 instance admits CloudFront alone, as it should: our dials are dropped',
  build: () => behindInstanceGate([{ port: 443, prefixLists: [ORIGIN_FACING] }]),
  expect: {
    conclusion: 'inconclusive',
    notices: ['closed-to-us-open-to-cloudfront'],
    says: [INSTANCE_GROUP, `instance ${INSTANCE_ID} in eu-west-1`, 'could not be tried from here'],
    neverSays: [
      'See whether the firewall',
      'does not answer us on port',
      'authorize-security-group-ingress',
      '0.0.0.0/0',
    ],
    ruledOut: ['security-group-blocks-cloudfront'],
    blindSpots: ['and not us', 'and not us'],
  },
});
