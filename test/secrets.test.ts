import { randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import { afterEach, beforeAll, expect, jest, test } from '@jest/globals';
import type { Account } from '../lab/account/account.ts';
import { startAccount } from '../lab/account/server.ts';
import { type Authority, makeAuthority } from '../lab/authority.ts';
import type { Served } from '../lab/case.ts';
import type { Zone } from '../lab/dns-server.ts';
import { shop, TABLE, TOPIC_ARN } from '../lab/estate.ts';
import { eventBridge, sqs } from '../lab/events.ts';
import { listen, type OriginServer } from '../lab/loopback.ts';
import { tlsOrigin } from '../lab/origins/tls.ts';
import { type Stage, startWorld } from '../lab/world.ts';
import type { Evidence } from '../lambda/model/evidence.ts';
import { createHandler } from '../lambda/respond.ts';

/** Words that nothing but this test knows, each at one place. */
const planted = new Map<string, string>();

function secret(place: string): string {
  const word = `S3cr${randomBytes(9).toString('hex')}`;
  planted.set(place, word);
  return word;
}

/** What an origin can say beside its status, each header with a secret where such headers carry one. */
function headersWith(of: string): Record<string, string> {
  const at = (place: string) => secret(`${of}: ${place}`);
  return {
    location: `https://user:${at('user of Location')}@cdn.example.com/in;jsessionid=${at('path parameter')}/file?X-Amz-Signature=${at('signed URL')}&Policy=${at('policy')}#${at('fragment')}`,
    'set-cookie': `session=${at('Set-Cookie')}; Secure`,
    authorization: `Bearer ${at('Authorization echoed')}`,
    'proxy-authenticate': `Basic realm="${at('Proxy-Authenticate')}"`,
    'www-authenticate': `Bearer realm="x", token="${at('challenge')}", error="${at('challenge error')}"`,
    'x-origin-verify': at('custom header echoed'),
    'x-powered-by': `PHP; session_id=${at('X-Powered-By')}`,
    server: `nginx (auth-token: ${at('Server')})`,
    via: `1.1 proxy (https://proxy.example/?key=${at('Via')})`,
    'x-cache': `Miss from https://cache.example.com/a?sig=${at('X-Cache')}`,
    'content-type': `text/html; apikey=${at('Content-Type')}`,
    'retry-after': `Basic ${at('Retry-After')}`,
    refresh: `0; url=https://x.example/?${at('Refresh')}`,
    link: `<https://x.example/?${at('Link')}>; rel=next`,
  };
}

const STATUSES = [200, 301, 302, 307, 401, 403, 404, 500, 502, 503, 504, 530];

/** Servers of every kind that a ClientHello or a request may meet. */
function servers({ issue, intermediate }: Authority): Promise<[string, OriginServer][]> {
  const answering = STATUSES.map(async (status): Promise<[string, OriginServer]> => {
    const chain = [await issue({ names: ['*.example.com'] }), intermediate];
    const headers = headersWith(`answer ${status}`);
    return [`answer-${status}`, tlsOrigin({ chain, answer: { status, headers } })];
  });
  const plain = [
    (of: string) => `HTTP/1.1 400\r\nSet-Cookie: a=${secret(`${of}: cookie`)}\r\n\r\n`,
    (of: string) => `HTTP/1.1 302 Found\r\nLocation: /?t=${secret(`${of}: redirect`)}\r\n\r\n`,
    (of: string) => `220 token=${secret(`${of}: greeting`)}\r\n`,
    (of: string) => `Authorization: Bearer ${secret(`${of}: echo`)}\r\n`,
  ];
  const talking = plain.map(async (words, index): Promise<[string, OriginServer]> => {
    const name = `plain-${index}`;
    const said = words(name);
    return [
      name,
      (host) =>
        listen(
          createServer((socket) => void socket.resume().write(said)),
          host,
        ),
    ];
  });
  return Promise.all([...answering, ...talking]);
}

const AT = '2026-11-23T12:36:15.490Z';

let authority: Authority;
let account: Account | undefined;
let stage: Stage | undefined;

beforeAll(async () => {
  authority = await makeAuthority(new Date());
});

afterEach(async () => {
  jest.restoreAllMocks();
  await stage?.close();
  await account?.close();
});

/** Everything that the function writes to its log. */
function listenToLog(): string[] {
  const lines: string[] = [];
  const keep = (...words: unknown[]) =>
    void lines.push(words.map((one) => JSON.stringify(one, (_, value) => shown(value))).join(' '));
  for (const name of ['error', 'warn', 'info', 'log', 'debug'] as const)
    jest.spyOn(console, name).mockImplementation(keep);
  jest.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    lines.push(String(chunk));
    return true;
  });
  return lines;
}

/** Errors as Lambda's JSON log shows them: their own fields beside message and stack. */
function shown(value: unknown): unknown {
  return value instanceof Error ? { ...value, name: value.name, message: value.message, stack: value.stack } : value;
}

const idOf = (index: number) => `E${String(index).padStart(13, 'A')}`;

test('no secret that an origin, an event or the account holds reaches a message, the evidence, the log or AWS', async () => {
  const all = await servers(authority);
  const dns: Record<string, Zone[string]> = {};
  const origins: Served[] = all.map(([name, serve], index) => {
    const address = `203.0.113.${index + 10}`;
    dns[`${name}.example.com`] = { a: [address] };
    return { at: [address], serve };
  });
  const distributions = all.map(([name], index) => {
    const customHeaders = { 'X-Origin-Verify': secret(`${name}: custom header`) };
    return shop({ id: idOf(index), origins: [{ id: 'web', domainName: `${name}.example.com`, customHeaders }] });
  });
  const protocols = ['email', 'sqs', 'lambda', 'https', 'firehose'] as const;
  const subscribers = protocols.map((protocol) => ({ protocol, endpoint: 'x' }));
  account = await startAccount({ distributions, tables: [TABLE], topics: [{ arn: TOPIC_ARN, subscribers }] });
  const evidence: Evidence[] = [];
  const lines: unknown[] = [];
  stage = await startWorld(
    { dns, origins, account: {} },
    {
      endpoint: account.endpoint,
      trustAnchor: authority.root.pem,
      now: new Date(),
      memory: { tableName: TABLE },
      onEvidence: (one) => void evidence.push(one),
      log: (line) => void lines.push(line),
    },
  );
  const log = listenToLog();
  const events = all.map((_, index) => ({
    ...eventBridge({ distributionId: idOf(index), at: AT, alarmName: `a${index}` }),
    token: secret(`event ${index}: a field of its own`),
  }));
  const poison = { password: secret('poison: field'), detail: { Cookie: secret('poison: detail') } };
  const bodies = [...events, poison, `not JSON ${secret('poison: text')}`];
  const { batchItemFailures } = await createHandler(stage.world)(sqs(bodies));
  jest.restoreAllMocks();

  expect(batchItemFailures).toHaveLength(2);
  expect(account.published).toHaveLength(all.length);
  expect(evidence).toHaveLength(all.length);
  expect(log.join()).toContain('no CloudWatch alarm');
  const outputs = {
    messages: JSON.stringify(account.published),
    evidence: JSON.stringify(evidence),
    log: JSON.stringify(lines) + log.join('\n'),
    'what AWS was sent, the table included': JSON.stringify(account.calls),
  };
  const leaks = [...planted].flatMap(([place, word]) =>
    Object.entries(outputs).flatMap(([where, text]) => (text.includes(word) ? [`${place} → ${where}`] : [])),
  );
  expect(planted.size).toBeGreaterThan(200);
  expect(leaks).toEqual([]);
  // What tells who answered, and where a redirect leads, stays.
  expect(outputs.evidence).toContain('https://cdn.example.com/in;…');
  expect(outputs.evidence).toContain('nginx');
}, 60_000);
