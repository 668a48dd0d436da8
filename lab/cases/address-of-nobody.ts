import { behindAddress, ofInstance } from '../behind-address.ts';
import { defineCase } from '../case.ts';
import { WEB } from '../staging.ts';

/** Another account may have it: nobody is accused, and it is said what was not found. */
export default defineCase({
  id: 'address-of-nobody',
  story: 'a name of one’s own points at an address of AWS that nothing in the account has, and that does not answer',
  build: () => behindAddress('firewall', ofInstance({ publicIp: '203.0.113.99' }), { limits: { connectMs: 400 } }),
  expect: {
    conclusion: 'inconclusive',
    notices: ['port-unreachable'],
    says: [`${WEB}, which is AWS's: given back by its instance`],
    neverSays: ['any more'],
    blindSpots: ['did not answer', 'memberRoles'],
  },
});
