import { defineCase } from '../case.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { ownServer } from '../staging.ts';

/** By this machine's clock the certificate is good for some minutes more. CloudFront goes by the right one. */
export default defineCase({
  id: 'clock-behind-aws',
  story: 'the machine’s clock is ten minutes behind; by AWS’s the certificate has just expired',
  async build({ authority, at }) {
    const leaf = await authority.issue({ names: ['origin.example.com'], notBefore: at(-93), notAfter: at(5 / 1440) });
    const serve = tlsOrigin({ chain: [leaf, authority.intermediate] });
    return ownServer(serve, { account: { clockAheadSeconds: 630 } });
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'certificate-expired',
    certainty: 'proven',
    says: ["Clock: this machine's is 10 minutes behind AWS's", 'expired 5 minutes ago'],
  },
});
