import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startAccount } from '../lab/account/server.ts';
import { makeAuthority } from '../lab/authority.ts';
import { loadBundle } from '../lab/bundle.ts';
import type { Case } from '../lab/case.ts';
import { caseIds, loadCase } from '../lab/cases.ts';
import { SHOP_ID, TOPIC_ARN } from '../lab/estate.ts';
import { eventBridge, sqs } from '../lab/events.ts';
import { startWorld } from '../lab/world.ts';
import type { Evidence } from '../lambda/model/evidence.ts';
import type { Target } from '../lambda/model/handshake.ts';
import type { World } from '../lambda/model/world.ts';
import { ask, TOOLS } from './tools.ts';

/** Characters of a tool's own words that are shown. */
const WORDS = 100;

/**
 * `npm run bench -- beside [CASE…]`: cases of the lab that speak TLS go through openssl, sslscan and testssl where they are
 * installed, one after the other, to the very server that ours dialled; their words and times stand beside ours.
 */
export async function besideOthers(wanted: readonly string[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'beside-'));
  try {
    for (const id of wanted.length > 0 ? wanted : caseIds()) await besides(await loadCase(id), folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function besides({ id, build, expect }: Case, folder: string): Promise<void> {
  const now = new Date();
  const authority = await makeAuthority(now);
  const at = (days: number) => new Date(now.getTime() + days * 86_400_000).toISOString();
  const staging = await build({ authority, now: now.toISOString(), at });
  const account = await startAccount({ topics: [{ arn: TOPIC_ARN }], ...staging.account });
  const evidence: Evidence[] = [];
  const told = { onEvidence: (one: Evidence) => void evidence.push(one), log: () => {} };
  const roots = join(folder, 'roots.pem');
  writeFileSync(roots, authority.root.pem);
  const stage = await startWorld(staging, {
    endpoint: account.endpoint,
    trustAnchor: authority.root.pem,
    now,
    ...told,
  });
  try {
    const tookMs = await examine(stage.world);
    const target = dialled(evidence);
    if (!target) return;
    const [expected] = 'conclusion' in expect ? [expect] : expect;
    console.log(`\n${id}: ${expected?.ruleId ?? expected?.conclusion ?? 'no message'}`);
    console.log(`  ours    ${tookMs.toFixed(0).padStart(6)} ms  the whole diagnosis, AWS's records included`);
    await others(stage.world, target, roots);
  } finally {
    await Promise.all([stage.close(), account.close()]);
  }
}

async function examine(world: World): Promise<number> {
  const { createHandler } = await loadBundle();
  const event = sqs([eventBridge({ distributionId: SHOP_ID, at: world.now().toISOString() })]);
  const started = performance.now();
  await createHandler(world)(event, { awsRequestId: 'bench', getRemainingTimeInMillis: () => 60_000 });
  return performance.now() - started;
}

/** The dial that went wrong, else the first one, over TLS. */
function dialled(evidence: readonly Evidence[]): Target | undefined {
  const dials = evidence.flatMap(({ origins }) =>
    origins.flatMap(({ observations: { handshakes } }) =>
      handshakes.status === 'observed' ? handshakes.value.dials : [],
    ),
  );
  const failed = dials.find(({ outcome }) => outcome.kind !== 'completed' || outcome.path.kind !== 'trusted');
  const { target } = failed ?? dials[0] ?? {};
  return target?.scheme === 'https' ? target : undefined;
}

async function others(world: World, { address, port, serverName }: Target, roots: string): Promise<void> {
  const server = await through(() => world.dial(address, port));
  const bound = server.address();
  const shown = { port: typeof bound === 'object' && bound ? bound.port : 0, name: serverName, roots };
  for (const tool of TOOLS) {
    const verdict = await ask(tool, shown);
    const words = verdict
      ? `${verdict.tookMs.toFixed(0).padStart(6)} ms  ${verdict.words.slice(0, WORDS)}`
      : 'not installed';
    console.log(`  ${tool.name.padEnd(7)} ${words}`);
  }
  await new Promise((resolve) => server.close(resolve));
}

/** A port on loopback behind which whatever `dial` reaches stands. */
async function through(dial: () => ReturnType<World['dial']>): Promise<Server> {
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    const wire = dial();
    for (const [one, other] of [
      [socket, wire],
      [wire, socket],
    ] as const) {
      one.on('error', () => other.destroy()).on('close', () => other.destroy());
    }
    socket.pipe(wire).pipe(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
