import { defineCase } from '../case.ts';
import { shop } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';

const CHANNEL = 'abcdef0123456789.mediapackage.eu-west-1.amazonaws.com';

/** The old settings forward Host on their list of headers; the endpoint has AWS's certificate for another service's name. */
export default defineCase({
  id: 'host-forwarded-to-media',
  story: 'legacy cache settings forward Host to a MediaPackage endpoint',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['mediapackage.eu-west-1.amazonaws.com'] });
    const distribution = shop({
      origins: [{ id: 'channel', domainName: CHANNEL }],
      defaultBehavior: { origin: 'channel', forwardedValues: { headers: ['Host', 'Origin'], queryString: true } },
    });
    return {
      dns: { [CHANNEL]: { a: ['203.0.113.32'] } },
      origins: [{ at: ['203.0.113.32'], serve: tlsOrigin({ chain: [leaf, authority.intermediate] }) }],
      account: { distributions: [distribution] },
    };
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'host-forwarded-to-media',
    certainty: 'proven',
    also: ['certificate-name-mismatch'],
    says: ['www.example.com', 'Host goes off the list'],
    ruledOut: ['certificate-expired'],
  },
});
