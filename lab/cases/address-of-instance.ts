import { behindAddress, INSTANCE_ID, ofInstance } from '../behind-address.ts';
import { defineCase } from '../case.ts';
import { tlsOrigin } from '../origins/tls.ts';

/** A server of one's own, and the account knows which. */
export default defineCase({
  id: 'address-of-instance',
  story: 'an EC2 instance behind a name of one’s own serves a certificate that ran out',
  async build({ authority, at }) {
    const leaf = await authority.issue({ names: ['origin.example.com'], notBefore: at(-93), notAfter: at(-3) });
    return behindAddress(tlsOrigin({ chain: [leaf, authority.intermediate] }), ofInstance());
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'certificate-expired',
    certainty: 'proven',
    says: [
      `Behind: instance ${INSTANCE_ID} in eu-west-1, found by network interface eni-`,
      `aws ssm start-session --region eu-west-1 --target ${INSTANCE_ID}`,
    ],
    neverSays: ['aws elbv2'],
  },
});
