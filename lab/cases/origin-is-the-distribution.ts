import { defineCase } from '../case.ts';
import { SHOP_DOMAIN, shop } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';

/** The site moved behind CloudFront by switching DNS, and the origin went on under the same name. */
export default defineCase({
  id: 'origin-is-the-distribution',
  story: 'the origin’s name was switched to the distribution itself',
  async build({ authority }) {
    const viewers = await authority.issue({ names: ['www.example.com'] });
    const answer = { status: 502, headers: { server: 'CloudFront', 'x-cache': 'Error from cloudfront' } };
    return {
      dns: { 'www.example.com': { cname: SHOP_DOMAIN }, [SHOP_DOMAIN]: { a: ['203.0.113.33'] } },
      origins: [{ at: ['203.0.113.33'], serve: tlsOrigin({ chain: [viewers, authority.intermediate], answer }) }],
      account: { distributions: [shop({ origins: [{ id: 'web', domainName: 'www.example.com' }] })] },
    };
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'requests-come-back',
    certainty: 'likely',
    also: ['origin-answers-5xx'],
    says: ['is this distribution itself', SHOP_DOMAIN],
    ruledOut: ['certificate-name-mismatch', 'certificate-expired'],
  },
});
