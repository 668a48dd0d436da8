import { defineCase } from '../case.ts';
import { shop } from '../estate.ts';

/** The record went with the stack that held it. */
export default defineCase({
  id: 'origin-name-gone',
  story: 'the origin’s name does not exist in DNS',
  build: () => ({
    dns: { 'example.com': {} },
    origins: [],
    account: { distributions: [shop()] },
  }),
  expect: {
    conclusion: 'root-cause',
    ruleId: 'origin-name-unresolvable',
    certainty: 'proven',
    says: ['origin.example.com does not exist in public DNS', 'NXDOMAIN'],
    ruledOut: ['origin-dns-failing', 'origin-ipv6-only'],
  },
});
