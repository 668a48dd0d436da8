import { ZONE_ID } from '../behind-address.ts';
import { defineCase } from '../case.ts';
import { shop } from '../estate.ts';

/** The record went with the stack that held it; the account's zone is there, and tells that it is not. */
export default defineCase({
  id: 'origin-name-gone',
  story: 'the origin’s name does not exist in DNS',
  build: () => ({
    dns: { 'example.com': {} },
    origins: [],
    account: { distributions: [shop()], hostedZones: [{ id: ZONE_ID, name: 'example.com' }] },
  }),
  expect: {
    conclusion: 'root-cause',
    ruleId: 'origin-name-unresolvable',
    certainty: 'proven',
    says: [
      'origin.example.com does not exist in public DNS',
      'NXDOMAIN',
      `hosted zone ${ZONE_ID} (example.com) of the account has no record origin.example.com`,
    ],
    ruledOut: ['origin-dns-failing', 'origin-ipv6-only'],
  },
});
