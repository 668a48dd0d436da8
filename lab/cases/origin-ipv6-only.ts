import { defineCase } from '../case.ts';
import { shop } from '../estate.ts';

/** The server moved to a provider that charges for IPv4; the distribution still asks for A records alone. */
export default defineCase({
  id: 'origin-ipv6-only',
  story: 'the origin’s name has AAAA records only, the distribution connects over IPv4',
  build: () => ({
    dns: { 'origin.example.com': { aaaa: ['2001:db8::10'] } },
    origins: [],
    account: { distributions: [shop()] },
  }),
  expect: {
    conclusion: 'root-cause',
    ruleId: 'origin-ipv6-only',
    certainty: 'proven',
    says: ['2001:db8::10', 'IpAddressType'],
    ruledOut: ['origin-name-unresolvable'],
  },
});
