import { behaviorsReaching } from './cloudfront/behaviors.ts';
import { list } from './dials.ts';
import { type Failover, failoverOf } from './failover.ts';
import type { Distribution } from './model/distribution.ts';
import type { Evidence } from './model/evidence.ts';
import type { Finding, Step } from './model/finding.ts';
import { addFailoverCodes, editFunction } from './remedies/edit-distribution.ts';
import { forgetErrors } from './remedies/forget-errors.ts';
import { lasting, rememberedOf } from './remembered-errors.ts';

/** The rule whose notice the last step takes the place of. */
export const REMEMBERED = 'error-cached-long';

/** The leading findings, the first with what is to be done beside its own remedy, whatever the fault: mend the code that chose the origin, let the spare serve meanwhile, and drop remembered errors afterwards. */
export function withAftercare(leading: readonly Finding[], evidence: Evidence): Finding[] {
  const [primary, ...also] = leading;
  if (!primary || evidence.distribution.status !== 'observed') return [...leading];
  const distribution = evidence.distribution.value;
  const more = [
    ...mendCode(primary, distribution),
    ...useSpare(failoverOf(primary, leading, evidence), distribution),
    ...forgetAfterwards(primary, distribution),
  ];
  return [{ ...primary, remedy: [...primary.remedy, ...more] }, ...also];
}

/** Where the origin is one that code makes up, the mistake may be in the code. */
function mendCode({ originId, remedy }: Finding, { origins }: Distribution): Step[] {
  const origin = origins.find(({ id }) => id === originId);
  if (!origin?.byFunction || remedy.some(({ action }) => action.includes('updateRequestOrigin'))) return [];
  return [
    editFunction(`Or ask another origin than ${origin.domainName}, or this one in another way`, origin.byFunction),
  ];
}

function useSpare(failover: Failover | undefined, distribution: Distribution): Step[] {
  if (!failover?.spare || failover.missing.length === 0 || failover.spareIs === 'failing') return [];
  const { group, spare, missing, spareIs } = failover;
  const state = spareIs === 'sound' ? 'was sound when dialled' : 'was not seen to be sound: try it first';
  const action = `Meanwhile, let origin group ${group.id} go over on ${list(missing.map(String))} too: its spare, ${spare.domainName}, ${state}. Only GET, HEAD and OPTIONS go over`;
  return [addFailoverCodes(action, distribution, group.id, missing)];
}

/** Those who meet the fault; where more do than are named with it, everybody. */
function tenantsOf({ tenants }: Finding, { tenancy }: Distribution): readonly { readonly id: string }[] {
  const isWhole = tenants !== undefined && tenants.named.length === tenants.count;
  return isWhole ? tenants.named : (tenancy?.tenants ?? []);
}

function forgetAfterwards(primary: Finding, distribution: Distribution): Step[] {
  const remembered = rememberedOf(primary.ruleId, distribution);
  const [longest] = remembered;
  if (!longest) return [];
  const codes = list(remembered.map(({ code }) => String(code)));
  const hit = primary.originId === '' ? distribution.behaviors : behaviorsReaching(primary.originId, distribution);
  const action = `After the fix, drop the errors that CloudFront remembers: it goes on answering a cached ${codes} for up to ${lasting(longest.seconds)}`;
  return [forgetErrors(action, distribution, hit, tenantsOf(primary, distribution))];
}
