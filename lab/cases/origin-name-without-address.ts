import { defineCase } from '../case.ts';
import { shop } from '../estate.ts';

/** The name is there for its MX or TXT alone; nobody gave it an address. */
export default defineCase({
  id: 'origin-name-without-address',
  story: 'the origin’s name exists and has no A record',
  build: () => ({
    dns: { 'origin.example.com': {} },
    origins: [],
    account: { distributions: [shop()] },
  }),
  expect: {
    conclusion: 'root-cause',
    ruleId: 'origin-name-unresolvable',
    certainty: 'proven',
    says: ['origin.example.com has no address in public DNS'],
    ruledOut: ['origin-dns-failing', 'origin-ipv6-only'],
  },
});
