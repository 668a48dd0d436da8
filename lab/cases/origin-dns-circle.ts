import { defineCase } from '../case.ts';
import { shop } from '../estate.ts';

/** Two records that point at each other, after a migration that was done from both ends. */
export default defineCase({
  id: 'origin-dns-circle',
  story: 'the origin’s CNAME points at a name that points back',
  build: () => ({
    dns: { 'origin.example.com': { cname: 'new.example.com' }, 'new.example.com': { cname: 'origin.example.com' } },
    origins: [],
    account: { distributions: [shop()] },
  }),
  expect: {
    conclusion: 'root-cause',
    ruleId: 'origin-dns-failing',
    certainty: 'likely',
    says: ['circle', 'new.example.com'],
  },
});
