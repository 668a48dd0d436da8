import { defineCase } from '../case.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { ownServer } from '../staging.ts';

/** The date that stands for no end. https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.5 */
export default defineCase({
  id: 'certificate-without-end-healthy',
  story: 'a certificate from 1955 until the end of 9999 is a sound one',
  async build({ authority }) {
    const dates = { notBefore: '1955-01-01T00:00:00.000Z', notAfter: '9999-12-31T23:59:59.000Z' };
    const leaf = await authority.issue({ names: ['origin.example.com'], ...dates });
    return ownServer(tlsOrigin({ chain: [leaf, authority.intermediate] }));
  },
  expect: {
    conclusion: 'no-fault-found',
    says: ['certificate until 9999-12-31 23:59 UTC'],
    ruledOut: ['certificate-expired', 'certificate-not-yet-valid'],
  },
});
