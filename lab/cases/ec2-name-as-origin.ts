import { behindAddress, INSTANCE_ID, ofInstance } from '../behind-address.ts';
import { defineCase } from '../case.ts';
import { shop } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { WEB } from '../staging.ts';

const INSTANCE = 'ec2-203-0-113-10.eu-west-1.compute.amazonaws.com';

/** The console shows this name first; nobody can have a certificate for it. */
export default defineCase({
  id: 'ec2-name-as-origin',
  story: 'the origin is the AWS name of an instance, over HTTPS',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['www.example.com'] });
    const staging = behindAddress(tlsOrigin({ chain: [leaf, authority.intermediate] }), ofInstance());
    const distributions = [shop({ origins: [{ id: 'web', domainName: INSTANCE }] })];
    const dns = { ...staging.dns, [INSTANCE]: { a: [WEB] } };
    return { ...staging, dns, account: { ...staging.account, distributions } };
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'ec2-name-as-origin',
    certainty: 'proven',
    also: ['certificate-name-mismatch'],
    says: [INSTANCE, 'Elastic IP', INSTANCE_ID, 'sudo certbot certonly -d origin.example.com'],
    neverSays: ['aws elbv2'],
  },
});
