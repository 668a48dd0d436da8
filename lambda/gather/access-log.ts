import type { GetQueryResultsResponse, ResultField } from '@aws-sdk/client-cloudwatch-logs';
import type { AccessLog, FailedRequests } from '../model/access-log.ts';
import type { Observation } from '../model/evidence.ts';
import { awaitEvent } from './await-event.ts';
import type { Aws } from './clients.ts';
import { findLogGroup, type LogPlace } from './log-deliveries.ts';
import type { Stretch } from './metrics.ts';
import { andThen, observe, observed, unavailable } from './observe.ts';

/** Read before the alarm, and at most in all: what is scanned is paid for. https://aws.amazon.com/cloudwatch/pricing/ */
const BEFORE_MS = 15 * 60_000;
const MAX_WINDOW_MS = 30 * 60_000;

/** Kinds of failed requests that are told apart. */
const MAX_KINDS = 100;

/** When the results are asked for, in milliseconds after one another. A query over minutes takes about a second. */
const POLLS_MS = [600, 1_000];

/** How long the call may take that stops a query which nobody waits for any more. */
const STOP_MS = 500;

/** Longest words of one value. */
const MAX_VALUE = 253;

/** The minutes around the alarm (ISO 8601; without one, up to now) whose log lines are worth their price. */
export function windowAround(alarm: string | undefined, now: string): Stretch {
  const end = Date.parse(now);
  const from = Math.min(alarm === undefined ? end : Date.parse(alarm) || end, end) - BEFORE_MS;
  return { from, to: Math.min(end, from + MAX_WINDOW_MS) };
}

/** What the access logs hold of the distribution's failed requests, by one query; stopped where it does not end in time. */
export async function readAccessLog(
  aws: Aws,
  id: string,
  window: Stretch,
  signal: AbortSignal,
): Promise<Observation<AccessLog>> {
  const place = await findLogGroup(aws, id, signal);
  return andThen(place, async (found) => {
    const query = queryOf(found);
    if (!query) return unavailable(`the access logs in ${found.logGroup} hold no sc-status to tell errors by`);
    const started = await startQuery(aws, found.logGroup, query, window, signal);
    return andThen(started, (queryId) => awaitResults(aws, queryId, found.logGroup, window, signal));
  });
}

/** Only fields that the delivery holds, none of them with queries or cookies; undefined where errors cannot be told. */
export function queryOf({ fields }: Pick<LogPlace, 'fields'>): string | undefined {
  if (!fields.includes('sc-status')) return undefined;
  const own = ['sc-status', 'x-edge-detailed-result-type', 'x-host-header'].filter((name) => fields.includes(name));
  const path = fields.includes('cs-uri-stem');
  const by = [...own.map((name) => `\`${name}\``), ...(path ? ['section'] : [])].join(', ');
  return [
    'filter `sc-status` like /^5/',
    ...(path ? ['parse `cs-uri-stem` /^(?<section>\\/[^\\/]*)/'] : []),
    `stats count(*) as errors by ${by}`,
    'sort errors desc',
    `limit ${MAX_KINDS}`,
  ].join(' | ');
}

function startQuery(
  aws: Aws,
  logGroupName: string,
  queryString: string,
  { from, to }: Stretch,
  signal: AbortSignal,
): Promise<Observation<string>> {
  return observe('logs:StartQuery', async () => {
    const { sdk, client } = await aws.logs();
    const times = { startTime: Math.floor(from / 1000), endTime: Math.ceil(to / 1000) };
    const command = new sdk.StartQueryCommand({ logGroupName, queryString, ...times });
    const { queryId } = await client.send(command, { abortSignal: signal });
    return queryId ? observed(queryId) : unavailable('logs:StartQuery named no query');
  });
}

async function awaitResults(
  aws: Aws,
  queryId: string,
  logGroup: string,
  window: Stretch,
  signal: AbortSignal,
): Promise<Observation<AccessLog>> {
  let scanned = 0;
  for (const withinMs of POLLS_MS) {
    await awaitEvent({ withinMs, signal }, undefined, () => undefined);
    const answer = await getResults(aws, queryId, signal);
    if (answer.status !== 'observed') {
      await stopQuery(aws, queryId);
      return answer;
    }
    const { status, statistics } = answer.value;
    scanned = statistics?.bytesScanned ?? 0;
    if (status === 'Complete') return observed(toAccessLog(answer.value, logGroup, window));
    if (status !== 'Running' && status !== 'Scheduled')
      return unavailable(`the query over ${logGroup} ended: ${status}`);
  }
  await stopQuery(aws, queryId);
  return unavailable(`the query over ${logGroup} did not end in time and was stopped, ${scanned} bytes scanned`);
}

function getResults(aws: Aws, queryId: string, signal: AbortSignal): Promise<Observation<GetQueryResultsResponse>> {
  return observe('logs:GetQueryResults', async () => {
    const { sdk, client } = await aws.logs();
    return observed(await client.send(new sdk.GetQueryResultsCommand({ queryId }), { abortSignal: signal }));
  });
}

/** What it goes on to scan would be paid for; whether it could be stopped changes nothing of what is told. */
function stopQuery(aws: Aws, queryId: string): Promise<Observation<boolean>> {
  return observe('logs:StopQuery', async () => {
    const { sdk, client } = await aws.logs();
    const abortSignal = AbortSignal.timeout(STOP_MS);
    const { success } = await client.send(new sdk.StopQueryCommand({ queryId }), { abortSignal });
    return observed(success === true);
  });
}

/** The rows of the answer, every word cut, hosts in lower case. */
export function toAccessLog(
  { results = [], statistics }: Pick<GetQueryResultsResponse, 'results' | 'statistics'>,
  logGroup: string,
  { from, to }: Stretch,
): AccessLog {
  const failed = results.slice(0, MAX_KINDS).map(toFailed);
  const told = failed.reduce((sum, { count }) => sum + count, 0);
  return {
    logGroup,
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    total: Math.max(statistics?.recordsMatched ?? 0, told),
    bytesScanned: statistics?.bytesScanned ?? 0,
    failed: failed.filter(({ count }) => count > 0),
  };
}

function toFailed(row: readonly ResultField[]): FailedRequests {
  const wordsOf = (name: string) => row.find(({ field }) => field === name)?.value?.slice(0, MAX_VALUE) ?? '';
  return {
    status: wordsOf('sc-status').slice(0, 3),
    result: wordsOf('x-edge-detailed-result-type').slice(0, 60),
    host: wordsOf('x-host-header').toLowerCase(),
    path: wordsOf('section').slice(0, 60),
    count: Number(wordsOf('errors')) || 0,
  };
}
