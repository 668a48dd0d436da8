import { diagnose } from '../diagnose.ts';
import { gatherOrigins, nowhere } from '../gather/evidence.ts';
import { observed } from '../gather/observe.ts';
import type { Look } from '../gather/sources.ts';
import { envelope } from '../keep/envelope.ts';
import { readUnconfirmed, type Unconfirmed } from '../keep/subscriptions.ts';
import type { Distribution } from '../model/distribution.ts';
import type { World } from '../model/world.ts';
import { report } from '../report/report.ts';
import { rules } from '../rules/index.ts';
import { write } from './log.ts';
import { measureHeartbeat } from './measure.ts';
import { Memory } from './memory.ts';

/** A name that nothing in the world has. https://www.rfc-editor.org/rfc/rfc2606#section-2 */
const NAME = 'canary.invalid';

/** It takes a moment. */
const LEASE_MS = 15_000;

/** What must come out of the sample. */
const EXPECTED = 'origin-name-unresolvable';

const SAMPLE: Distribution = {
  id: 'CANARY',
  domainName: '',
  aliases: [],
  enabled: true,
  status: 'Deployed',
  staging: false,
  behaviors: [
    {
      pathPattern: '*',
      isDefault: true,
      targetOriginId: 'sample',
      viewerProtocolPolicy: 'https-only',
      hostForwarding: { kind: 'not-forwarded' },
      edgeFunctions: [],
    },
  ],
  origins: [
    {
      id: 'sample',
      domainName: NAME,
      path: '',
      kind: 'other',
      connection: {
        type: 'custom',
        addressType: 'ipv4',
        protocolPolicy: 'https-only',
        httpPort: 80,
        httpsPort: 443,
        sslProtocols: ['TLSv1.2'],
        readTimeoutSeconds: 30,
      },
      connectionAttempts: 3,
      connectionTimeoutSeconds: 10,
      customHeaderNames: [],
    },
  ],
  originGroups: [],
};

/**
 * The daily canary: a sample that is examined, judged, worded and remembered like an alarm, and told to nobody. It dials
 * nothing and asks nothing of AWS but its own table and the topic's subscriptions, so a forged one can do no harm. Throws
 * where anything on the way fails: the message comes again, and ends among the dead letters.
 */
export async function answerCanary(look: Look): Promise<void> {
  const { world, examinedAt } = look;
  const evidence = await gatherOrigins(
    { ...look, world: { ...world, resolver: KNOWS_NOTHING } },
    { kind: 'distribution', id: SAMPLE.id },
    observed(SAMPLE),
    nowhere('a sample'),
  );
  const diagnosis = diagnose(evidence, rules);
  const { Subject, MessageAttributes } = envelope(report(diagnosis, evidence));
  const told = MessageAttributes.ruleId.StringValue;
  if (told !== EXPECTED) throw new Error(`the canary was told as ${told}, not as ${EXPECTED}: ${Subject}`);
  await remember(look, `canary ${examinedAt.slice(0, 10)}`);
  await signOfLife(look);
}

const KNOWS_NOTHING: World['resolver'] = {
  resolve4: unknown,
  resolve6: unknown,
  resolveCname: unknown,
  resolveCaa: unknown,
  reverse: unknown,
  cancel: () => {},
};

async function unknown(): Promise<never> {
  throw Object.assign(new Error(`nothing is called ${NAME}`), { code: 'ENOTFOUND' });
}

/** One item a day, whoever sends canaries and however many. */
async function remember(look: Look, key: string): Promise<void> {
  const memory = new Memory(look);
  const claim = await memory.claim(key, { leaseMs: LEASE_MS, stage: 'claimed' });
  if (claim?.kind === 'mine') await memory.done(key);
  if (memory.forgot !== undefined) throw new Error(`the canary could not be remembered: ${memory.forgot}`);
}

/** Whoever has not confirmed gets nothing: that is counted as well, and where it cannot be, life goes on. */
async function signOfLife({ world, signal }: Look): Promise<void> {
  const seen = await unconfirmedOf(world, signal);
  measureHeartbeat(world, 'count' in seen ? seen.count : undefined);
  write({ world }, { outcome: 'alive', unconfirmed: seen });
}

async function unconfirmedOf(
  { topicArn, aws: settings }: World,
  signal: AbortSignal,
): Promise<Unconfirmed | { readonly unseen: string }> {
  try {
    return await readUnconfirmed({ topicArn, settings }, signal);
  } catch (error) {
    return { unseen: String(error).slice(0, 300) };
  }
}
