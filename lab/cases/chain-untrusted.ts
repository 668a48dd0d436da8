import { defineCase } from '../case.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { ownServer } from '../staging.ts';

/** A private CA: complete, in date, and on no list of Mozilla's. */
export default defineCase({
  id: 'chain-untrusted',
  story: 'a private CA signed the certificate',
  async build({ authority, at }) {
    const long = { authority: true, notBefore: at(-900), notAfter: at(2700), organization: 'Example Ltd' };
    const root = await authority.issue({ ...long, commonName: 'Example Internal Root', issuer: 'itself' });
    const issuing = await authority.issue({ ...long, commonName: 'Example Internal CA', issuer: root });
    const leaf = await authority.issue({ names: ['origin.example.com'], issuer: issuing });
    return ownServer(tlsOrigin({ chain: [leaf, issuing, root] }));
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'chain-untrusted',
    certainty: 'proven',
    says: ['Example Internal Root'],
    ruledOut: ['chain-incomplete', 'certificate-self-signed', 'certificate-expired'],
  },
});
