import { defineCase } from '../case.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { ownServer } from '../staging.ts';

/** An expired cross-sign beside a path that is in date: nothing that CloudFront would stumble over. */
export default defineCase({
  id: 'intermediate-expired-harmless',
  story: 'decoy: an expired cross-sign is sent beside a good path',
  async build({ authority, at }) {
    const { intermediate } = authority;
    const cross = await authority.issue({
      commonName: intermediate.commonName,
      organization: 'Lab Trust Services',
      authority: true,
      keyOf: intermediate,
      issuer: authority.root,
      notBefore: at(-1830),
      notAfter: at(-4),
    });
    const leaf = await authority.issue({ names: ['origin.example.com'] });
    return ownServer(tlsOrigin({ chain: [leaf, intermediate, cross] }));
  },
  expect: {
    conclusion: 'no-fault-found',
    ruledOut: ['intermediate-expired', 'certificate-expired', 'chain-untrusted'],
  },
});
