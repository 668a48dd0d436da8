import { defineCase } from '../case.ts';
import { certificateArn, inAcm } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { behindBalancer } from '../staging.ts';

/** Throttled for good: the expired certificate is told without ACM's side of the story, and that this was not seen. */
export default defineCase({
  id: 'throttled-acm',
  story: 'the certificate ran out; ACM throttles every call',
  async build({ authority, at }) {
    const leaf = await authority.issue({ names: ['origin.example.com'], notBefore: at(-200), notAfter: at(-2) });
    return behindBalancer(
      tlsOrigin({ chain: [leaf, authority.intermediate] }),
      { certificates: [inAcm(leaf, certificateArn(1), { status: 'EXPIRED' })] },
      { account: { faults: [{ operation: 'acm:*', kind: 'throttle' }] } },
    );
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'certificate-expired',
    certainty: 'proven',
    blindSpots: ['acm:DescribeCertificate was throttled', 'acm:'],
  },
});
