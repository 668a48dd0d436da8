import { defineCase } from '../case.ts';
import { shop } from '../estate.ts';

/** The hosted zone was deleted and made anew; the registrar still delegates to the old servers, which refuse. */
export default defineCase({
  id: 'origin-dns-failing',
  story: 'the servers that the origin’s zone is delegated to refuse to answer',
  build: () => ({
    dns: { 'origin.example.com': { fails: 'REFUSED' } },
    origins: [],
    account: { distributions: [shop()] },
  }),
  expect: { conclusion: 'root-cause', ruleId: 'origin-dns-failing', certainty: 'likely', says: ['REFUSED'] },
});
