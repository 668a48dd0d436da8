import { defineCase } from '../case.ts';
import base from './certificate-expired-candidate-exists.ts';

/** Searching is denied, or unknown in a partition: the first pages of the plain list are read instead, and nothing is unseen. */
export default defineCase({
  id: 'candidate-found-by-listing',
  story: 'a valid certificate lies unused in ACM, which may be listed and not searched',
  async build(lab) {
    const staging = await base.build(lab);
    const faults = [{ operation: 'acm:SearchCertificates', kind: 'deny' as const }];
    return { ...staging, account: { ...staging.account, faults } };
  },
  expect: base.expect,
});
