import { defineCase } from '../case.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { ownServer } from '../staging.ts';

/** `cert.pem` where `fullchain.pem` should stand. Browsers fetch what is missing, CloudFront does not. */
export default defineCase({
  id: 'chain-incomplete',
  story: 'the leaf alone is sent, without its intermediate',
  async build({ authority }) {
    const issuerUrl = 'http://pki.example.net/issuing-ca-1.cer';
    const leaf = await authority.issue({ names: ['origin.example.com'], issuerUrl });
    return ownServer(tlsOrigin({ chain: [leaf] }));
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'chain-incomplete',
    certainty: 'proven',
    says: ['Lab TLS Issuing CA 1', 'http://pki.example.net/issuing-ca-1.cer'],
    ruledOut: ['certificate-expired', 'certificate-self-signed'],
  },
});
