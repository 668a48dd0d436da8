import { validationRecord } from '../account/acm/validation.ts';
import { defineCase } from '../case.ts';
import { certificateArn, inAcm } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { behindBalancer } from '../staging.ts';

/** Somebody tidied up: a CAA record for the whole domain that names the authority of the web shop, and nobody thought of ACM. */
export default defineCase({
  id: 'acm-caa-forbids',
  story: 'an ALB’s ACM certificate ran out: a CAA record lets only another authority issue',
  async build({ authority, at }) {
    const leaf = await authority.issue({ names: ['origin.example.com'], notBefore: at(-199), notAfter: at(-1) });
    const renewal = { status: 'FAILED' as const, reason: 'CAA_ERROR', updatedAt: at(-1) };
    const held = inAcm(leaf, certificateArn(1), { status: 'EXPIRED', renewal });
    const { name, value } = validationRecord('origin.example.com');
    return behindBalancer(
      tlsOrigin({ chain: [leaf, authority.intermediate] }),
      { certificates: [held] },
      {
        dns: {
          'example.com': { caa: ['0 issue "letsencrypt.org"', '0 iodef "mailto:security@example.com"'] },
          [name.replace(/\.$/, '')]: { cname: value.replace(/\.$/, '') },
        },
      },
    );
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'acm-caa-forbids',
    certainty: 'proven',
    also: ['certificate-expired'],
    says: ['letsencrypt.org', '0 issue "amazon.com" to example.com', 'dig +short CAA example.com'],
    neverSays: ['mailto:'],
    ruledOut: ['acm-renewal-failed'],
  },
});
