import { defineCase } from '../case.ts';
import { ALL_VIEWER, certificateArn, inAcm, shop } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { behindBalancer } from '../staging.ts';

/** The listener chooses by the name that is asked for: the origin's own name has its certificate, the viewer's gets the default. */
export default defineCase({
  id: 'host-forwarded-to-load-balancer-without-certificate',
  story: 'a new policy forwards Host to an ALB that has a certificate for the origin’s own name only',
  async build({ authority }) {
    const [other, own] = await Promise.all([
      authority.issue({ names: ['blog.example.com'] }),
      authority.issue({ names: ['origin.example.com'] }),
    ]);
    const distribution = shop({ defaultBehavior: { origin: 'web', originRequestPolicyId: ALL_VIEWER } });
    const chains = { 'origin.example.com': [own, authority.intermediate] };
    return behindBalancer(
      tlsOrigin({ chain: [other, authority.intermediate], chains }),
      {
        certificates: [inAcm(other, certificateArn(1)), inAcm(own, certificateArn(2))],
        listener: { certificateArns: [certificateArn(1), certificateArn(2)] },
      },
      { account: { distributions: [distribution] } },
    );
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'host-forwarded-to-load-balancer-without-certificate',
    certainty: 'proven',
    also: ['listener-certificate-missing-for-name', 'certificate-name-mismatch'],
    says: [
      'www.example.com',
      'aws acm request-certificate --region eu-west-1 --domain-name www.example.com',
      'Managed-AllViewerExceptHostHeader',
    ],
    ruledOut: ['certificate-expired', 'chain-incomplete'],
  },
});
