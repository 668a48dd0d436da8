import { behindAlias } from '../behind-address.ts';
import { defineCase } from '../case.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { WEB } from '../staging.ts';

/** A zone that was left behind when the domain moved: what it says of the name, nobody is told. */
export default defineCase({
  id: 'route-53-zone-unused',
  story: 'an old zone still leads to a load balancer; public DNS leads to a server with an expired certificate',
  async build({ authority, at }) {
    const leaf = await authority.issue({ names: ['origin.example.com'], notBefore: at(-93), notAfter: at(-3) });
    const staging = behindAlias(tlsOrigin({ chain: [leaf, authority.intermediate] }), []);
    return {
      ...staging,
      dns: { ...staging.dns, 'origin.example.com': { a: [WEB] } },
      origins: staging.origins.map((one) => ({ ...one, at: [WEB] })),
    };
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'certificate-expired',
    certainty: 'proven',
    says: ['certbot'],
    neverSays: ['aws elbv2', 'shop-alb in eu-west-1'],
    blindSpots: ['perhaps not the one that answers'],
  },
});
