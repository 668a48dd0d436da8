import { defineCase } from '../case.ts';
import { certificateArn, inAcm } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { behindBalancer } from '../staging.ts';

/** Validated by mail: somebody must click, every time, and whoever did left the company. */
export default defineCase({
  id: 'renewal-waits-for-mail',
  story: 'a certificate validated by e-mail ran out, since nobody clicked',
  async build({ authority, at }) {
    const domainName = 'origin.example.com';
    const leaf = await authority.issue({ names: [domainName], notBefore: at(-199), notAfter: at(-1) });
    const waiting = [{ domainName, status: 'PENDING_VALIDATION' as const, method: 'EMAIL' as const }];
    const renewal = { status: 'PENDING_VALIDATION' as const, updatedAt: at(-45), validations: waiting };
    return behindBalancer(tlsOrigin({ chain: [leaf, authority.intermediate] }), {
      certificates: [
        inAcm(leaf, certificateArn(1), {
          status: 'EXPIRED',
          validations: [{ domainName, method: 'EMAIL' }],
          renewal,
        }),
      ],
    });
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'acm-renewal-failed',
    certainty: 'proven',
    also: ['certificate-expired'],
    says: ['nobody answered the validation e-mail', '--validation-method DNS'],
  },
});
