import { defineCase } from '../case.ts';
import { certificateArn, inAcm } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { behindBalancer } from '../staging.ts';

/** A listener prefers ECDSA before it looks at dates: the good RSA certificate beside it is never shown. */
export default defineCase({
  id: 'listener-prefers-ecdsa',
  story: 'an expired ECDSA certificate hides a valid RSA one on the same listener',
  async build({ authority, at }) {
    const names = ['origin.example.com'];
    const expired = await authority.issue({ names, key: 'P-384', notBefore: at(-370), notAfter: at(-5) });
    const good = await authority.issue({ names, key: 'RSA-2048' });
    return behindBalancer(tlsOrigin({ chain: [expired, authority.intermediate] }), {
      certificates: [
        inAcm(good, certificateArn(1), { keyAlgorithm: 'RSA_2048' }),
        inAcm(expired, certificateArn(2), { type: 'IMPORTED', status: 'EXPIRED', keyAlgorithm: 'EC_secp384r1' }),
      ],
      listener: { certificateArns: [certificateArn(1), certificateArn(2)] },
    });
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'certificate-expired',
    certainty: 'proven',
    notices: ['certificate-key-unsupported'],
    says: ['prefers it (EC_secp384r1) to', certificateArn(1), 'aws elbv2 remove-listener-certificates'],
    neverSays: ['aws acm request-certificate'],
  },
});
