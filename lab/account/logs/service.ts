import * as v from 'valibot';
import { AwsError } from '../errors.ts';
import type { AccessLogFixture } from '../fixture/access-log.ts';
import type { AccountFixture } from '../fixture.ts';
import { hexOf } from '../names.ts';
import { pageOf } from '../pages.ts';
import { type Context, type Operation, operation, type Service } from '../service.ts';
import { jsonProtocol } from '../wire/json.ts';
import type { Answer } from '../wire/protocol.ts';
import type { Wire } from '../wire/value.ts';
import { evaluate, type Found } from './query.ts';

const PAGING = {
  limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(50))),
  nextToken: v.optional(v.string()),
};

type Paging = { readonly limit?: number | undefined; readonly nextToken?: string | undefined };

/** CloudFront's sources and deliveries stand in us-east-1 alone. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html */
function logsHere({ fixture, region }: Context): readonly AccessLogFixture[] {
  return region === 'us-east-1' ? (fixture.accessLogs ?? []) : [];
}

function listed(context: Context, write: (log: AccessLogFixture) => Wire, { limit, nextToken }: Paging) {
  const page = { asked: limit, usual: 50, limit: context.fixture.pageSize, token: nextToken };
  const { items, next } = pageOf(logsHere(context), page);
  return { items: items.map(write), next };
}

const nameOf = ({ distributionId }: AccessLogFixture) => `access-logs-${distributionId}`;
const typeOf = ({ destinationType = 'CWL' }: AccessLogFixture) => destinationType;
const groupOf = ({ logGroup = '/aws/vendedlogs/cloudfront' }: AccessLogFixture) => logGroup;

function arnOf(kind: string, name: string, { partition, accountId, region }: Context): string {
  return `arn:${partition}:logs:${region}:${accountId}:${kind}:${name}`;
}

const describeDeliverySources = operation({
  input: v.strictObject(PAGING),
  answer: (input, context): Answer => {
    const { partition, accountId } = context;
    const write = (log: AccessLogFixture): Wire => ({
      name: nameOf(log),
      arn: arnOf('delivery-source', nameOf(log), context),
      resourceArns: [`arn:${partition}:cloudfront::${accountId}:distribution/${log.distributionId}`],
      service: 'cloudfront',
      logType: 'ACCESS_LOGS',
    });
    const { items, next } = listed(context, write, input);
    return { value: { deliverySources: items, nextToken: next } };
  },
});

const describeDeliveries = operation({
  input: v.strictObject(PAGING),
  answer: (input, context): Answer => {
    const write = (log: AccessLogFixture): Wire => {
      const id = hexOf(nameOf(log), 16);
      return {
        id,
        arn: arnOf('delivery', id, context),
        deliverySourceName: nameOf(log),
        deliveryDestinationArn: arnOf('delivery-destination', nameOf(log), context),
        deliveryDestinationType: typeOf(log),
        recordFields: log.recordFields,
      };
    };
    const { items, next } = listed(context, write, input);
    return { value: { deliveries: items, nextToken: next } };
  },
});

const getDeliveryDestination = operation({
  input: v.strictObject({ name: v.pipe(v.string(), v.regex(/^[\w-]{1,60}$/)) }),
  resource: ({ name }, context) => arnOf('delivery-destination', name, context),
  answer: ({ name }, context): Answer => {
    const found = logsHere(context).find((log) => nameOf(log) === name);
    if (!found) throw new AwsError(['ResourceNotFoundException', 400], 'The delivery destination does not exist.');
    const { region = context.region } = found;
    const destinationResourceArn = `${arnOf('log-group', groupOf(found), { ...context, region })}:*`;
    return {
      value: {
        deliveryDestination: {
          name,
          arn: arnOf('delivery-destination', name, context),
          deliveryDestinationType: typeOf(found),
          outputFormat: found.outputFormat ?? 'json',
          deliveryDestinationConfiguration: { destinationResourceArn },
        },
      },
    };
  },
});

/** A query that was started: what it comes to, and how often it is told to be running still. */
type Running = { readonly found: Found; readonly bytes: number; left: number; stopped: boolean };

/** Queries belong to the account that they were started in. */
const QUERIES = new WeakMap<AccountFixture, Map<string, Running>>();

function queriesOf({ fixture }: Context): Map<string, Running> {
  const known = QUERIES.get(fixture) ?? new Map<string, Running>();
  QUERIES.set(fixture, known);
  return known;
}

/** The id of the n-th query of an account. */
export function queryIdOf(logGroup: string, n: number): string {
  return hexOf(`${logGroup} ${n}`, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

const startQuery = operation({
  input: v.strictObject({
    logGroupName: v.pipe(v.string(), v.minLength(1), v.maxLength(512)),
    queryString: v.pipe(v.string(), v.maxLength(10_000)),
    startTime: v.pipe(v.number(), v.integer(), v.minValue(0)),
    endTime: v.pipe(v.number(), v.integer(), v.minValue(0)),
    limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000))),
  }),
  resource: ({ logGroupName }, context) => arnOf('log-group', logGroupName, context),
  answer: ({ logGroupName, queryString, startTime, endTime }, context): Answer => {
    const logs = logsHere(context).filter((log) => groupOf(log) === logGroupName && typeOf(log) === 'CWL');
    if (logs.length === 0)
      throw new AwsError(['ResourceNotFoundException', 400], `Log group '${logGroupName}' does not exist`);
    const within = ({ at }: { readonly at: string }) =>
      Date.parse(at) >= startTime * 1000 && Date.parse(at) <= endTime * 1000;
    const found = evaluate(queryString, logs.flatMap(({ lines = [] }) => lines).filter(within));
    if (!found) throw new AwsError(['MalformedQueryException', 400], 'unexpected symbol found in the query');
    const queries = queriesOf(context);
    const queryId = queryIdOf(logGroupName, queries.size);
    queries.set(queryId, { found, bytes: found.bytes, left: logs[0]?.runningFor ?? 0, stopped: false });
    return { value: { queryId } };
  },
});

const QUERY_ID = v.strictObject({ queryId: v.pipe(v.string(), v.maxLength(256)) });

function queryNamed(queryId: string, context: Context): Running {
  const query = queriesOf(context).get(queryId);
  if (!query) throw new AwsError(['ResourceNotFoundException', 400], `Query with id ${queryId} does not exist`);
  return query;
}

const getQueryResults = operation({
  input: QUERY_ID,
  answer: ({ queryId }, context): Answer => {
    const query = queryNamed(queryId, context);
    const running = query.left > 0;
    query.left -= 1;
    const { rows, matched, scanned, bytes } = query.found;
    const status = query.stopped ? 'Cancelled' : running ? 'Running' : 'Complete';
    return {
      value: {
        queryLanguage: 'CWLI',
        results: running ? [] : rows.map((row) => row.map(({ field, value }) => ({ field, value }))),
        statistics: { recordsMatched: matched, recordsScanned: scanned, bytesScanned: bytes, logGroupsScanned: 1 },
        status,
      },
    };
  },
});

const stopQuery = operation({
  input: QUERY_ID,
  answer: ({ queryId }, context): Answer => {
    const query = queryNamed(queryId, context);
    if (query.left <= 0) throw new AwsError(['InvalidParameterException', 400], 'Query is not running');
    query.stopped = true;
    return { value: { success: true } };
  },
});

const OPERATIONS: ReadonlyMap<string, Operation> = new Map([
  ['DescribeDeliverySources', describeDeliverySources],
  ['DescribeDeliveries', describeDeliveries],
  ['GetDeliveryDestination', getDeliveryDestination],
  ['StartQuery', startQuery],
  ['GetQueryResults', getQueryResults],
  ['StopQuery', stopQuery],
]);

/** Amazon CloudWatch Logs, API version 2014-03-28. */
export const LOGS: Service = {
  scope: 'logs',
  name: 'logs',
  protocol: jsonProtocol('1.1', 'Logs_20140328', { badToken: ['ValidationException', 400] }),
  operations: OPERATIONS,
};
