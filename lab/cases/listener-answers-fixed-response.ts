import { defineCase } from '../case.ts';
import { certificateArn, inAcm, shop } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { behindBalancer } from '../staging.ts';

/** Its rules know the public names; CloudFront sends the origin's own. */
export default defineCase({
  id: 'listener-answers-fixed-response',
  story: 'no rule of the listener takes CloudFront’s Host, and its default action is a fixed 503',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['origin.example.com'] });
    const answer = { status: 503, headers: { server: 'awselb/2.0' } };
    return behindBalancer(
      tlsOrigin({ chain: [leaf, authority.intermediate], answer }),
      {
        certificates: [inAcm(leaf, certificateArn(1))],
        listener: { defaultAction: { type: 'fixed-response', status: '503' } },
      },
      {
        account: {
          distributions: [shop({ origins: [{ id: 'web', domainName: 'origin.example.com', customHeaders: {} }] })],
        },
      },
    );
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'listener-answers-fixed-response',
    certainty: 'likely',
    also: ['origin-answers-5xx'],
    says: ['aws elbv2 describe-rules', 'origin.example.com'],
    neverSays: ['aws acm request-certificate'],
    ruledOut: ['certificate-expired'],
  },
});
