import { defineCase } from '../case.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { ownServer } from '../staging.ts';

/** A certificate of tomorrow, installed today. */
export default defineCase({
  id: 'certificate-not-yet-valid',
  story: 'a certificate was installed two days before it becomes valid',
  async build({ authority, at }) {
    const leaf = await authority.issue({ names: ['origin.example.com'], notBefore: at(2), notAfter: at(92) });
    return ownServer(tlsOrigin({ chain: [leaf, authority.intermediate] }));
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'certificate-not-yet-valid',
    certainty: 'proven',
    ruledOut: ['certificate-expired'],
  },
});
