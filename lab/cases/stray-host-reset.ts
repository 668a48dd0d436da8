import { defineCase } from '../case.ts';
import { ALL_VIEWER, shop } from '../estate.ts';
import { knowingOrigin } from '../origins/knowing.ts';
import { ownServer } from '../staging.ts';

/** Decoy: IIS without a default binding resets what it does not know. The sites themselves are well. */
export default defineCase({
  id: 'stray-host-reset',
  story: 'decoy: a wildcard alias draws scanners, and IIS resets hosts without a binding',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['*.example.com', 'example.com'] });
    const distribution = shop({
      aliases: ['www.example.com', '*.example.com'],
      defaultBehavior: { origin: 'web', originRequestPolicyId: ALL_VIEWER },
    });
    const good = [leaf, authority.intermediate];
    return ownServer(knowingOrigin({ 'www.example.com': good, 'origin.example.com': good }, 'reset'), {
      account: { distributions: [distribution] },
    });
  },
  expect: {
    conclusion: 'no-fault-found',
    notices: ['server-name-rejected'],
    neverSays: ['aws acm request-certificate'],
    ruledOut: ['certificate-expired', 'certificate-name-mismatch'],
    blindSpots: ['*.example.com'],
  },
});
