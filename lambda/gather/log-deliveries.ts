import type { Delivery, DeliverySource } from '@aws-sdk/client-cloudwatch-logs';
import type { Observation } from '../model/evidence.ts';
import type { Aws } from './clients.ts';
import { andThen, notApplicable, observe, observed, unavailable } from './observe.ts';

/** Where the access logs of a distribution go to, and the fields that they hold. */
export type LogPlace = { readonly logGroup: string; readonly fields: readonly string[] };

/** The largest page. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeDeliverySources.html */
const PAGE_SIZE = 50;

/** The fields of a delivery that names none. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html */
const USUAL_FIELDS = ['sc-status', 'x-edge-detailed-result-type', 'x-host-header', 'cs-uri-stem'];

/** A first page, and whether the account has more than that: neither list can be asked for one distribution. */
type Page<T> = { readonly items: readonly T[]; readonly more: boolean };

/** Finds the log group in us-east-1 that the access logs (v2) of a distribution are delivered to, in three calls. */
export async function findLogGroup(aws: Aws, id: string, signal: AbortSignal): Promise<Observation<LogPlace>> {
  const [sources, deliveries] = await Promise.all([describeSources(aws, signal), describeDeliveries(aws, signal)]);
  const delivery = await andThen(sources, (all) => andThen(deliveries, async (to) => deliveryOf(all, to, id)));
  return andThen(delivery, async ({ destination, fields }) => {
    const logGroup = await readDestination(aws, destination, signal);
    return logGroup.status === 'observed' ? observed({ logGroup: logGroup.value, fields }) : logGroup;
  });
}

function describeSources(aws: Aws, signal: AbortSignal): Promise<Observation<Page<DeliverySource>>> {
  return observe('logs:DescribeDeliverySources', async () => {
    const { sdk, client } = await aws.logs();
    const command = new sdk.DescribeDeliverySourcesCommand({ limit: PAGE_SIZE });
    const { deliverySources, nextToken } = await client.send(command, { abortSignal: signal });
    return observed({ items: deliverySources ?? [], more: nextToken !== undefined });
  });
}

function describeDeliveries(aws: Aws, signal: AbortSignal): Promise<Observation<Page<Delivery>>> {
  return observe('logs:DescribeDeliveries', async () => {
    const { sdk, client } = await aws.logs();
    const command = new sdk.DescribeDeliveriesCommand({ limit: PAGE_SIZE });
    const { deliveries, nextToken } = await client.send(command, { abortSignal: signal });
    return observed({ items: deliveries ?? [], more: nextToken !== undefined });
  });
}

/** The delivery of this distribution's access logs to CloudWatch Logs: its destination's name, and its fields. */
export function deliveryOf(
  sources: Page<DeliverySource>,
  deliveries: Page<Delivery>,
  id: string,
): Observation<{ readonly destination: string; readonly fields: readonly string[] }> {
  const isOwn = ({ logType, resourceArns }: DeliverySource) =>
    logType === 'ACCESS_LOGS' && resourceArns?.some((arn) => arn.endsWith(`:distribution/${id}`));
  const names = sources.items.filter(isOwn).map(({ name }) => name);
  const delivery = deliveries.items.find(
    ({ deliverySourceName, deliveryDestinationType }) =>
      names.includes(deliverySourceName) && deliveryDestinationType === 'CWL',
  );
  const [, destination] = delivery?.deliveryDestinationArn?.split(':delivery-destination:') ?? [];
  if (destination) return observed({ destination, fields: fieldsOf(delivery) });
  return sources.more || deliveries.more
    ? unavailable(`the account has more log deliveries than ${PAGE_SIZE}, and that of ${id} is not among the first`)
    : notApplicable('no access logs of this distribution are delivered to CloudWatch Logs');
}

function fieldsOf(delivery: Delivery | undefined): readonly string[] {
  return delivery?.recordFields?.length ? delivery.recordFields.slice(0, 100) : USUAL_FIELDS;
}

function readDestination(aws: Aws, name: string, signal: AbortSignal): Promise<Observation<string>> {
  return observe('logs:GetDeliveryDestination', async () => {
    const { sdk, client } = await aws.logs();
    const command = new sdk.GetDeliveryDestinationCommand({ name });
    const { deliveryDestination: found } = await client.send(command, { abortSignal: signal });
    return toLogGroup(found?.deliveryDestinationConfiguration?.destinationResourceArn, found?.outputFormat);
  });
}

/** The log group's name out of its ARN, where its lines can be queried by field. */
export function toLogGroup(arn: string | undefined, format: string | undefined): Observation<string> {
  const [, region, name] = /^arn:[\w-]+:logs:([\w-]+):\d{12}:log-group:([^:*]{1,512})(?::\*)?$/.exec(arn ?? '') ?? [];
  if (!name) return unavailable('logs:GetDeliveryDestination named no log group');
  if (region !== 'us-east-1') return unavailable(`the access logs go to ${region}, and are read in us-east-1 alone`);
  return format === 'plain' || format === 'w3c'
    ? unavailable(`the access logs in ${name} are ${format} text: only JSON can be asked by field`)
    : observed(name);
}
