import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { startAccount } from '../lab/account/server.ts';
import { makeAuthority } from '../lab/authority.ts';
import type { Staging } from '../lab/case.ts';
import { shop, TABLE, TOPIC_ARN } from '../lab/estate.ts';
import { tlsOrigin } from '../lab/origins/tls.ts';
import { startWorld } from '../lab/world.ts';
import { type Figure, median } from './figure.ts';
import type { Marathon, Sample } from './long-run-handler.ts';

const DIAGNOSES = 20_000;
const SAMPLES = 20;
const DISTRIBUTIONS = 500;

/** By which the last quarter's median may lie above the first one's. */
const MORE_HEAP_MIB = 2;
const MORE_HANDLES = 5;

/** Healthy, expired, refused, and healthy again. */
const KINDS = ['well', 'expired', 'refused', 'well'] as const;

/** One process, so many diagnoses, batch after batch: what it holds must not grow. */
export async function longRunFigures(wanted: string | undefined): Promise<Figure[]> {
  const began = performance.now();
  const samples = await longRun(Number(wanted ?? DIAGNOSES), SAMPLES);
  return figuresOf(samples, (performance.now() - began) / 1_000);
}

/** Samples of one process after ever more alarms, `diagnoses` in all, or a little more. */
export async function longRun(diagnoses: number, count: number): Promise<Sample[]> {
  const step = Math.ceil(diagnoses / count / 10) * 10;
  const authority = await makeAuthority(new Date());
  const [well, expired] = await Promise.all([
    authority.issue({ names: ['*.example.com'] }),
    authority.issue({ names: ['*.example.net'], notAfter: new Date(Date.now() - 86_400_000).toISOString() }),
  ]);
  const serve = (leaf: typeof well) => tlsOrigin({ chain: [leaf, authority.intermediate] });
  const staging = stagingOf(serve(well), serve(expired));
  const samples = await measured(staging, authority.root.pem, { step, diagnoses: step * count });
  if (samples.length === count) return samples;
  throw new Error(`the handler ended after ${samples.at(-1)?.diagnoses ?? 0} diagnoses`);
}

type Serve = ReturnType<typeof tlsOrigin>;

const idOf = (n: number) => `E${String(n).padStart(12, '0')}`;

function nameOf(n: number): string {
  const kind = KINDS[n % KINDS.length];
  return { well: `well-${n}.example.com`, expired: `old-${n}.example.net`, refused: `off-${n}.example.org` }[
    kind ?? 'well'
  ];
}

const ADDRESS = { well: '203.0.113.10', expired: '203.0.113.20', refused: '203.0.113.30' } as const;

function stagingOf(well: Serve, expired: Serve): Staging {
  const numbers = Array.from({ length: DISTRIBUTIONS }, (_, n) => n);
  const address = (n: number) => ADDRESS[KINDS[n % KINDS.length] ?? 'well'];
  return {
    dns: Object.fromEntries(numbers.map((n) => [nameOf(n), { a: [address(n)] }])),
    origins: [
      { at: [ADDRESS.well], serve: well },
      { at: [ADDRESS.expired], serve: expired },
    ],
    account: {
      distributions: numbers.map((n) =>
        shop({ id: idOf(n), aliases: [], origins: [{ id: 'web', domainName: nameOf(n) }] }),
      ),
      topics: [{ arn: TOPIC_ARN, subscribers: [] }],
      tables: [TABLE],
    },
  };
}

/** The servers run here, the handler in a process of its own. */
async function measured(
  staging: Staging,
  trustAnchor: string,
  much: Pick<Marathon, 'diagnoses' | 'step'>,
): Promise<Sample[]> {
  const account = await startAccount(staging.account);
  const { endpoint } = account;
  const silent = { onEvidence: () => {}, log: () => {} };
  const stage = await startWorld(staging, { endpoint, trustAnchor, now: new Date(), ...silent });
  const marathon: Marathon = {
    whereabouts: stage.whereabouts,
    endpoint,
    trustAnchor,
    distributionIds: Array.from({ length: DISTRIBUTIONS }, (_, n) => idOf(n)),
    ...much,
  };
  const file = fileURLToPath(new URL('./long-run-handler.ts', import.meta.url));
  const child = fork(file, { execArgv: ['--import', 'tsx', '--expose-gc'] });
  const samples: Sample[] = [];
  child.on('message', (sample: Sample) => samples.push(sample));
  child.send(marathon);
  await new Promise((resolve) => child.once('exit', resolve));
  await stage.close();
  await account.close();
  return samples;
}

function figuresOf(samples: readonly Sample[], seconds: number): Figure[] {
  const quarter = Math.floor(samples.length / 4);
  const [early, late] = [samples.slice(0, quarter), samples.slice(-quarter)];
  const of = (some: readonly Sample[], what: keyof Sample) => median(some.map((one) => one[what]));
  const grown = (what: keyof Sample) => of(late, what) - of(early, what);
  const both = (what: keyof Sample, unit: string, name: string): Figure[] => [
    { what: `${name}, first quarter (median)`, value: of(early, what), unit },
    { what: `${name}, last quarter`, value: of(late, what), unit },
  ];
  return [
    { what: 'diagnoses in one process', value: samples.at(-1)?.diagnoses ?? 0, unit: 'diagnoses' },
    { what: 'wall', value: seconds, unit: 's' },
    ...both('heapMiB', 'MiB', 'heap after collection'),
    { what: 'heap, grown by', value: grown('heapMiB'), unit: 'MiB', limit: MORE_HEAP_MIB },
    ...both('rssMiB', 'MiB', 'resident memory'),
    ...both('handles', 'handles', 'sockets and timers'),
    { what: 'sockets and timers, grown by', value: grown('handles'), unit: 'handles', limit: MORE_HANDLES },
    { what: 'connections to origins left open', value: of(late, 'open'), unit: 'sockets', limit: 0 },
  ];
}
