import { defineCase } from '../case.ts';
import { ALL_VIEWER, shop } from '../estate.ts';
import { knowingOrigin } from '../origins/knowing.ts';
import { ownServer } from '../staging.ts';

/** IIS says nothing for a host without a binding: that another name is served tells the cause. */
export default defineCase({
  id: 'server-name-rejected-reset',
  story: 'IIS resets the alias, which has no binding; its own name is served',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['origin.example.com'] });
    const distribution = shop({ defaultBehavior: { origin: 'web', originRequestPolicyId: ALL_VIEWER } });
    return ownServer(knowingOrigin({ 'origin.example.com': [leaf, authority.intermediate] }, 'reset'), {
      account: { distributions: [distribution] },
    });
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'server-name-rejected',
    certainty: 'likely',
    says: [
      'www.example.com',
      'resetting the connection',
      'The same address serves origin.example.com',
      'Managed-AllViewerExceptHostHeader',
    ],
    neverSays: ['aws acm request-certificate'],
  },
});
