import type { Limits, MemorySettings } from '../lambda/model/world.ts';
import { loadBundle } from './bundle.ts';
import { type Whereabouts, worldAt } from './world.ts';

/** What a process that plays the Lambda runtime is told, as JSON in its environment. */
export type Life = {
  /** `127.0.0.1:PORT` of the Runtime API. */
  readonly api: string;
  readonly endpoint: string;
  readonly whereabouts: Whereabouts;
  readonly trustAnchor: string;
  /** ISO 8601: what the clock of this life shows when it begins. */
  readonly now: string;
  readonly memory: MemorySettings;
  /** Default: the lab's, which are unhurried. */
  readonly limits?: Limits;
};

/** Lambda's own limit for one invocation of the function. */
const TIMEOUT_MS = 60_000;

/**
 * The loop of a Lambda runtime over the bundled handler: fetch the next invocation, answer it, again.
 * https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
async function main({ api, endpoint, whereabouts, trustAnchor, now, memory, limits }: Life): Promise<never> {
  const { createHandler } = await loadBundle();
  const told = { onEvidence: () => {}, log: () => {}, memory };
  const handler = createHandler(worldAt(whereabouts, { endpoint, trustAnchor, now: new Date(now), ...told }, limits));
  const root = `http://${api}/2018-06-01/runtime/invocation`;
  for (;;) {
    const next = await fetch(`${root}/next`);
    const id = next.headers.get('lambda-runtime-aws-request-id') ?? '';
    const end = Date.now() + TIMEOUT_MS;
    const context = { awsRequestId: id, getRemainingTimeInMillis: () => end - Date.now() };
    const [path, body] = await handler(await next.json(), context).then(
      (answer): [string, unknown] => ['response', answer],
      (error: unknown): [string, unknown] => ['error', { errorMessage: String(error) }],
    );
    await fetch(`${root}/${id}/${path}`, { method: 'POST', body: JSON.stringify(body) });
  }
}

for (const method of ['info', 'error'] as const) console[method] = () => {};
await main(JSON.parse(process.env.LIFE ?? '{}'));
