import { defineCase } from '../case.ts';
import { ALL_VIEWER, shop } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { ownServer } from '../staging.ts';

/** Host is forwarded: example.com is served well, www.example.com gets a certificate that does not name it. */
export default defineCase({
  id: 'name-mismatch-one-alias',
  story: 'Host is forwarded, and the certificate lacks one of two aliases',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['example.com', 'origin.example.com'] });
    const distribution = shop({
      aliases: ['example.com', 'www.example.com'],
      defaultBehavior: { origin: 'web', originRequestPolicyId: ALL_VIEWER },
    });
    return ownServer(tlsOrigin({ chain: [leaf, authority.intermediate] }), {
      account: { distributions: [distribution] },
    });
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'certificate-name-mismatch',
    says: ['www.example.com', 'sudo certbot certonly -d www.example.com -d origin.example.com -d example.com'],
    ruledOut: ['certificate-expired'],
  },
});
