import { defineCase } from '../case.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { ownServer } from '../staging.ts';

/** The certificate is for the name that viewers use, not for the one that CloudFront asks for. */
export default defineCase({
  id: 'certificate-name-mismatch',
  story: 'the certificate names www.example.com, CloudFront asks for origin.…',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['www.example.com', 'example.com'] });
    return ownServer(tlsOrigin({ chain: [leaf, authority.intermediate] }));
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'certificate-name-mismatch',
    certainty: 'proven',
    says: ['origin.example.com', 'www.example.com'],
    ruledOut: ['certificate-expired', 'chain-incomplete'],
  },
});
