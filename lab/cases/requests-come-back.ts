import { defineCase } from '../case.ts';
import { ALL_VIEWER, shop } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';

const OTHER = 'd222222abcdef8.cloudfront.net';

/** CloudFront chooses the distribution by the name: asked for the viewer's Host it finds the first one again. */
export default defineCase({
  id: 'requests-come-back',
  story: 'the origin is another distribution, and Host is forwarded to it',
  async build({ authority }) {
    const viewers = await authority.issue({ names: ['www.example.com'] });
    const distribution = shop({
      origins: [{ id: 'inner', domainName: OTHER }],
      defaultBehavior: { origin: 'inner', originRequestPolicyId: ALL_VIEWER },
    });
    const answer = { status: 502, headers: { server: 'CloudFront', 'x-cache': 'Error from cloudfront' } };
    return {
      dns: { [OTHER]: { a: ['203.0.113.33'] } },
      origins: [{ at: ['203.0.113.33'], serve: tlsOrigin({ chain: [viewers, authority.intermediate], answer }) }],
      account: { distributions: [distribution] },
    };
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'requests-come-back',
    certainty: 'likely',
    also: ['origin-answers-5xx'],
    notices: ['certificate-name-mismatch'],
    says: [OTHER, 'Managed-AllViewerExceptHostHeader'],
    ruledOut: ['certificate-expired'],
  },
});
