import { defineCase } from '../case.ts';
import { shop } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';

const CHANNEL = 'abcdef0123456789.egress.xyz987.mediapackagev2.eu-west-1.amazonaws.com';

/** MediaPackage v2 asked for under its own name. */
export default defineCase({
  id: 'media-healthy',
  story: 'decoy: a MediaPackage v2 endpoint is asked for under its own name, and is well',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['*.egress.xyz987.mediapackagev2.eu-west-1.amazonaws.com'] });
    return {
      dns: { [CHANNEL]: { a: ['203.0.113.32'] } },
      origins: [{ at: ['203.0.113.32'], serve: tlsOrigin({ chain: [leaf, authority.intermediate] }) }],
      account: { distributions: [shop({ origins: [{ id: 'channel', domainName: CHANNEL }] })] },
    };
  },
  expect: {
    conclusion: 'no-fault-found',
    ruledOut: ['host-forwarded-to-media', 'certificate-name-mismatch', 'certificate-expired'],
  },
});
