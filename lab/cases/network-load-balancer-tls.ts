import { behindNetwork, NLB } from '../behind.ts';
import { defineCase } from '../case.ts';
import { certificateArn, inAcm } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { networkTraffic, usualTraffic } from '../traffic.ts';

/** A TLS listener holds the certificate itself, as an HTTPS listener does. */
export default defineCase({
  id: 'network-load-balancer-tls',
  story: 'the certificate on the TLS listener of a network load balancer ran out',
  async build({ authority, at, now }) {
    const leaf = await authority.issue({ names: ['origin.example.com'], notBefore: at(-200), notAfter: at(-2) });
    const held = inAcm(leaf, certificateArn(1), { status: 'EXPIRED', inUseBy: [NLB.arn] });
    const listener = { protocol: 'TLS', defaultCertificateArn: certificateArn(1) };
    const staging = behindNetwork(tlsOrigin({ chain: [leaf, authority.intermediate] }), listener, [held]);
    const risen = { ClientTLSNegotiationErrorCount: { since: 6, count: 830, before: 2 } };
    const metrics = [...usualTraffic(now), ...networkTraffic(now, NLB.arn, risen)];
    return { ...staging, account: { ...staging.account, metrics } };
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'certificate-expired',
    certainty: 'proven',
    says: [
      'counts 830 failed TLS handshakes a minute',
      'aws elbv2 modify-listener --region eu-west-1',
      'CertificateArn=NEW_CERTIFICATE_ARN',
    ],
    neverSays: ['certbot'],
    ruledOut: ['listener-missing', 'listener-not-https'],
  },
});
