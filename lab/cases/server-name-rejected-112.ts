import { defineCase } from '../case.ts';
import { ALL_VIEWER, shop } from '../estate.ts';
import { knowingOrigin } from '../origins/knowing.ts';
import { ownServer } from '../staging.ts';

/** What RFC 6066 wants to be said: the alert names its cause. */
export default defineCase({
  id: 'server-name-rejected-112',
  story: 'the server says unrecognized_name for the alias that is forwarded, and knows its own name',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['origin.example.com'] });
    const distribution = shop({ defaultBehavior: { origin: 'web', originRequestPolicyId: ALL_VIEWER } });
    return ownServer(knowingOrigin({ 'origin.example.com': [leaf, authority.intermediate] }, 112), {
      account: { distributions: [distribution] },
    });
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'server-name-rejected',
    certainty: 'proven',
    says: [
      'www.example.com',
      'unrecognized_name',
      'The same address serves origin.example.com',
      'Managed-AllViewerExceptHostHeader',
    ],
    neverSays: ['aws acm request-certificate'],
  },
});
