import { behindAddress, ofBalancer } from '../behind-address.ts';
import { defineCase } from '../case.ts';
import { tlsOrigin } from '../origins/tls.ts';

/** Neither zones nor interfaces may be read: the server is judged by what it shows, and both permissions are named. */
export default defineCase({
  id: 'denied-search',
  story: 'an expired certificate behind bare addresses; Route 53 and EC2 may not be read',
  async build({ authority, at }) {
    const leaf = await authority.issue({ names: ['origin.example.com'], notBefore: at(-200), notAfter: at(-2) });
    const faults = ['route53:*', 'ec2:*'].map((operation) => ({ operation, kind: 'deny' as const }));
    return behindAddress(tlsOrigin({ chain: [leaf, authority.intermediate] }), ofBalancer(), { account: { faults } });
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'certificate-expired',
    certainty: 'proven',
    says: ['route53:ListHostedZonesByName', 'ec2:DescribeNetworkInterfaces', 'certbot'],
    neverSays: ['aws elbv2'],
    blindSpots: ['route53:ListHostedZonesByName was denied', 'ec2:DescribeNetworkInterfaces was denied'],
  },
});
