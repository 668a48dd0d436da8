import { defineCase } from '../case.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { ownServer } from '../staging.ts';

/** A machine without a clock made it: two digits of a year stand for 1950 to 2049. https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.5.1 */
export default defineCase({
  id: 'certificate-expired-before-1970',
  story: 'a certificate that ended on the last day of 1969',
  async build({ authority }) {
    const dates = { notBefore: '1960-02-29T00:00:00.000Z', notAfter: '1969-12-31T23:59:59.000Z' };
    const leaf = await authority.issue({ names: ['origin.example.com'], ...dates });
    return ownServer(tlsOrigin({ chain: [leaf, authority.intermediate] }));
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'certificate-expired',
    certainty: 'proven',
    says: [
      'years ago (31 Dec 1969, 23:59 UTC)',
      'Valid: 29 Feb 1960, 00:00 UTC to 31 Dec 1969',
      '1969-12-31 23:59 UTC',
    ],
  },
});
