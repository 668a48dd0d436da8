import { defineCase } from '../case.ts';
import { certificateArn, inAcm } from '../estate.ts';
import { behindBalancer } from '../staging.ts';

/** What is good enough inside the company is not for CloudFront; a public one lies ready. */
export default defineCase({
  id: 'stored-chain-untrusted',
  story: 'the load balancer admits CloudFront alone, and holds a certificate of AWS Private CA',
  async build({ authority, at }) {
    const names = ['origin.example.com'];
    const leaf = await authority.issue({ names });
    const ready = await authority.issue({ names, notBefore: at(-10), notAfter: at(188) });
    return behindBalancer(
      'firewall',
      {
        certificates: [
          inAcm(leaf, certificateArn(1), { type: 'PRIVATE', issuer: 'Example Private CA' }),
          inAcm(ready, certificateArn(2), { inUseBy: [] }),
        ],
      },
      { limits: { connectMs: 400 } },
    );
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'stored-chain-untrusted',
    certainty: 'proven',
    notices: ['port-unreachable'],
    says: ['private authority', certificateArn(2), 'modify-listener'],
    neverSays: ['aws acm request-certificate'],
    blindSpots: ['did not answer', 'did not answer'],
  },
});
