import { defineCase } from '../case.ts';
import { shop } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';

const INSTANCE = 'ec2-203-0-113-60.eu-west-1.compute.amazonaws.com';

/** The console shows this name first; nobody can have a certificate for it. */
export default defineCase({
  id: 'ec2-name-as-origin',
  story: 'the origin is the AWS name of an instance, over HTTPS',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['www.example.com'] });
    return {
      dns: { [INSTANCE]: { a: ['203.0.113.60'] } },
      origins: [{ at: ['203.0.113.60'], serve: tlsOrigin({ chain: [leaf, authority.intermediate] }) }],
      account: { distributions: [shop({ origins: [{ id: 'web', domainName: INSTANCE }] })] },
    };
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'ec2-name-as-origin',
    certainty: 'proven',
    also: ['certificate-name-mismatch'],
    says: [INSTANCE, 'Elastic IP', 'sudo certbot certonly -d origin.example.com'],
    neverSays: ['load balancer'],
  },
});
