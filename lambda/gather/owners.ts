import type { ResourceTagMapping } from '@aws-sdk/client-resource-groups-tagging-api';
import { groupBy } from '../group-by.ts';
import type { Observation } from '../model/evidence.ts';
import type { Keeper, Owner, Owners } from '../model/owner.ts';
import { homeOf, type Touched } from '../touched.ts';
import type { Aws } from './clients.ts';
import { bare, notApplicable, observe, observed } from './observe.ts';
import type { AskThere } from './there.ts';

/** Calls, one for each Region of an account: that of the edge, that of the load balancer, and one in another account. */
const MAX_PLACES = 3;

/** Fewer than one page of an answer holds. https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_GetResources.html */
const MAX_ARNS = 50;

/** Characters of a word from a tag. */
const MAX_WORD = 128;

/** Who owns these resources by their tags, one call for each Region of an account. */
export async function readOwners(
  ask: AskThere,
  touched: readonly Touched[],
  signal: AbortSignal,
): Promise<Observation<Owners>> {
  const places = groupBy(
    touched.filter(({ arn }) => arn),
    homeOf,
  );
  if (places.length === 0) return notApplicable('no resource that can carry tags was found');
  const answers = await Promise.all(
    places.slice(0, MAX_PLACES).map((all) => {
      const [{ region, there }] = all;
      const arns = all.flatMap(({ arn }) => arn ?? []).slice(0, MAX_ARNS);
      return ask(there, (aws) => readTags(aws, region, arns, signal));
    }),
  );
  const left = places.slice(MAX_PLACES).flatMap(([one]) => one.region);
  const failed = answers.find((one) => one.status === 'unavailable');
  if (failed && answers.every((one) => one.status !== 'observed')) return failed;
  const unread = failed ?? (left.length > 0 ? { reason: `tags in ${left.join(', ')} were not asked for` } : undefined);
  return observed({
    owners: answers.flatMap((one) => (one.status === 'observed' ? one.value : [])),
    ...(unread && { unread: bare(unread) }),
  });
}

/** Every type of resource can be asked for, whether or not this API can tag it. https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/supported-services.html */
async function readTags(
  aws: Aws,
  region: string,
  ResourceARNList: string[],
  signal: AbortSignal,
): Promise<Observation<readonly Owner[]>> {
  return observe('tag:GetResources', async () => {
    const { sdk, client } = await aws.tagging(region);
    const { ResourceTagMappingList } = await client.send(new sdk.GetResourcesCommand({ ResourceARNList }), {
      abortSignal: signal,
    });
    return observed((ResourceTagMappingList ?? []).flatMap(toOwner));
  });
}

/** What a resource's tags say of its owner; nothing where they say nothing. */
export function toOwner({ ResourceARN: arn, Tags = [] }: ResourceTagMapping): Owner[] {
  const tags = new Map(Tags.map(({ Key = '', Value = '' }) => [Key, Value.slice(0, MAX_WORD)]));
  const keeper = byController(tags) ?? byStack(tags) ?? byConvention(tags);
  return arn && keeper ? [{ arn, keeper }] : [];
}

/** What makes stacks and load balancers of its own account stands before the stack. */
function byController(tags: ReadonlyMap<string, string>): Keeper | undefined {
  const cluster = tags.get(CLUSTER);
  const object = tags.get('ingress.k8s.aws/stack') ?? tags.get('service.k8s.aws/stack');
  if (cluster) return { kind: 'kubernetes', cluster, ...(object && { object }) };
  const environment = tags.get('elasticbeanstalk:environment-name');
  return environment ? { kind: 'beanstalk', environment } : undefined;
}

/** https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/#resource-tags */
const CLUSTER = 'elbv2.k8s.aws/cluster';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-resource-tags.html */
function byStack(tags: ReadonlyMap<string, string>): Keeper | undefined {
  const stack = tags.get('aws:cloudformation:stack-name');
  const logicalId = tags.get('aws:cloudformation:logical-id');
  if (!stack) return undefined;
  const cdk = logicalId !== undefined && CDK_ID.test(logicalId);
  return { kind: 'cloudformation', stack, ...(logicalId && { logicalId }), ...(cdk && { cdk: true }) };
}

/** CDK ends a logical id with eight digits of a hash of its path. https://docs.aws.amazon.com/cdk/v2/guide/identifiers.html#identifiers-logical-ids */
const CDK_ID = /^[A-Za-z][A-Za-z0-9]*[0-9A-F]{8}$/;

/** Neither writes tags of its own: people do, with these words in keys or values. */
function byConvention(tags: ReadonlyMap<string, string>): Keeper | undefined {
  for (const [key, value] of tags) {
    const tag = `${key.slice(0, MAX_WORD)}=${value}`;
    const says = (word: RegExp) => (MANAGED_BY.test(key) ? word.test(value) : word.test(key) && !NO.test(value));
    if (says(/terraform|opentofu|^tf[-_:]?workspace$/i)) return { kind: 'terraform', tag };
    if (says(/pulumi/i)) return { kind: 'pulumi', tag };
  }
  return undefined;
}

const NO = /^(false|no|0|none)$/i;
const MANAGED_BY = /^(managed|created|provisioned|deployed)[-_ ]?by$|^(iac|provisioner|automation)$/i;
