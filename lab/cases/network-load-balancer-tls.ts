import { behindNetwork, NLB } from '../behind.ts';
import { defineCase } from '../case.ts';
import { certificateArn, inAcm } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';

/** A TLS listener holds the certificate itself, as an HTTPS listener does. */
export default defineCase({
  id: 'network-load-balancer-tls',
  story: 'the certificate on the TLS listener of a network load balancer ran out',
  async build({ authority, at }) {
    const leaf = await authority.issue({ names: ['origin.example.com'], notBefore: at(-200), notAfter: at(-2) });
    const held = inAcm(leaf, certificateArn(1), { status: 'EXPIRED', inUseBy: [NLB.arn] });
    const listener = { protocol: 'TLS', defaultCertificateArn: certificateArn(1) };
    return behindNetwork(tlsOrigin({ chain: [leaf, authority.intermediate] }), listener, [held]);
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'certificate-expired',
    certainty: 'proven',
    says: ['aws elbv2 modify-listener --region eu-west-1', 'CertificateArn=NEW_CERTIFICATE_ARN'],
    neverSays: ['certbot'],
    ruledOut: ['listener-missing', 'listener-not-https'],
  },
});
