import { defineCase } from '../case.ts';
import { ALL_VIEWER, shop } from '../estate.ts';
import { knowingOrigin } from '../origins/knowing.ts';
import { ownServer } from '../staging.ts';

/** No alert at all: that another name is served at the same address tells the cause. */
export default defineCase({
  id: 'server-name-rejected-closed',
  story: 'the server hangs up for the alias that is forwarded, and serves its own name',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['origin.example.com'] });
    const distribution = shop({ defaultBehavior: { origin: 'web', originRequestPolicyId: ALL_VIEWER } });
    return ownServer(knowingOrigin({ 'origin.example.com': [leaf, authority.intermediate] }, 'close'), {
      account: { distributions: [distribution] },
    });
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'server-name-rejected',
    certainty: 'likely',
    says: [
      'www.example.com',
      'closing the connection',
      'The same address serves origin.example.com',
      'Managed-AllViewerExceptHostHeader',
    ],
    neverSays: ['aws acm request-certificate'],
  },
});
