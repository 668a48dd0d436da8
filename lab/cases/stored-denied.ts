import { defineCase } from '../case.ts';
import { alone, certificateArn, inAcm } from '../estate.ts';
import { behindBalancer } from '../staging.ts';

/** Dates and names stand in the description; for the chain the permission is named, and nobody is acquitted. */
export default defineCase({
  id: 'stored-denied',
  story: 'the load balancer admits CloudFront alone; its certificate may be described but not read',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['origin.example.com'] });
    const held = inAcm(leaf, certificateArn(1), { type: 'IMPORTED', ...alone(leaf) });
    const faults = [{ operation: 'acm:GetCertificate', kind: 'deny' as const }];
    return behindBalancer('firewall', { certificates: [held] }, { limits: { connectMs: 400 }, account: { faults } });
  },
  expect: {
    conclusion: 'inconclusive',
    notices: ['port-unreachable'],
    says: ['acm:GetCertificate'],
    blindSpots: ['did not answer', 'did not answer', 'acm:GetCertificate'],
  },
});
