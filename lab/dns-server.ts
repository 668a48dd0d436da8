import { createSocket, type Socket as Udp } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { type Question, type Rcode, type ResourceRecord, readQuestion, TYPES, writeAnswer } from './dns-message.ts';
import { isCode, listen, type Running } from './loopback.ts';

/** What the zone holds under a name. `{}` exists and has no records; a name that is not in the zone does not exist. */
export type Entry =
  | {
      readonly a?: readonly string[];
      readonly aaaa?: readonly string[];
      readonly cname?: string;
      /** Under `7.113.0.203.in-addr.arpa`: the name of the address 203.0.113.7. */
      readonly ptr?: string;
      /** As a zone file writes them: `0 issue "ca.example"`. */
      readonly caa?: readonly string[];
    }
  | { readonly fails: 'SERVFAIL' | 'REFUSED' | 'silence' };

/** Names in lower case, without trailing dots. */
export type Zone = Readonly<Record<string, Entry>>;

export type DnsServer = {
  /** `127.0.0.1:PORT`, as `dns.Resolver.setServers` takes it. */
  readonly address: string;
  close(): Promise<void>;
};

const HOST = '127.0.0.1';

/** What a resolver that names no larger size can take over UDP: RFC 1035 section 4.2.1. */
const UDP_BYTES = 512;

/** Starts a DNS server for the zone on one loopback port, over UDP and TCP. */
export async function startDnsServer(zone: Zone): Promise<DnsServer> {
  const { udp, tcp } = await bindBoth(zone);
  udp.on('message', (message, { port, address }) => {
    const answer = answerTo(message, zone, UDP_BYTES);
    if (answer) udp.send(answer, port, address);
  });
  const close = async () => {
    const closed = once(udp, 'close');
    udp.close();
    await Promise.all([closed, tcp.close()]);
  };
  return { address: `${HOST}:${tcp.port}`, close };
}

/** The system picks a port for UDP; where that one is taken for TCP, it picks another. */
async function bindBoth(zone: Zone, attempts = 5): Promise<{ udp: Udp; tcp: Running }> {
  const udp = createSocket('udp4');
  udp.bind(0, HOST);
  await once(udp, 'listening');
  try {
    const tcp = await listen(
      createServer((socket) => serveTcp(socket, zone)),
      HOST,
      udp.address().port,
    );
    return { udp, tcp };
  } catch (error) {
    udp.close();
    if (attempts <= 1 || !isCode(error, 'EADDRINUSE')) throw error;
    return bindBoth(zone, attempts - 1);
  }
}

/** Each message is preceded by its length in two bytes: RFC 1035 section 4.2.2. */
function serveTcp(socket: Socket, zone: Zone): void {
  let pending = Buffer.alloc(0);
  socket.setTimeout(5_000, () => socket.destroy());
  socket.on('data', (chunk) => {
    pending = Buffer.concat([pending, chunk]);
    const length = pending.length < 2 ? Number.POSITIVE_INFINITY : pending.readUInt16BE(0);
    if (pending.length < length + 2) return;
    const answer = answerTo(pending.subarray(2, length + 2), zone);
    if (!answer) return socket.destroy();
    const prefix = Buffer.alloc(2);
    prefix.writeUInt16BE(answer.length);
    socket.end(Buffer.concat([prefix, answer]));
  });
}

function answerTo(message: Buffer, zone: Zone, limit?: number): Buffer | undefined {
  const question = readQuestion(message);
  if (!question) return undefined;
  const found = lookUp(question, zone);
  return found && writeAnswer(question, found.rcode, found.records, limit);
}

type Found = { readonly rcode: Rcode; readonly records: readonly ResourceRecord[] };

/** Follows the zone's CNAMEs as a recursive resolver does: the answer holds the whole chain. Undefined for silence. */
function lookUp({ name, type }: Question, zone: Zone): Found | undefined {
  const chain: ResourceRecord[] = [];
  let at = name;
  for (;;) {
    const entry = Object.hasOwn(zone, at) ? zone[at] : undefined;
    if (!entry) return { rcode: 'NXDOMAIN', records: chain };
    if ('fails' in entry) return entry.fails === 'silence' ? undefined : { rcode: entry.fails, records: [] };
    if (entry.cname === undefined) return { rcode: 'NOERROR', records: [...chain, ...recordsOf(at, type, entry)] };
    chain.push({ name: at, type: 'CNAME', value: entry.cname });
    if (type === TYPES.CNAME) return { rcode: 'NOERROR', records: chain };
    if (chain.length > 16) return { rcode: 'SERVFAIL', records: [] };
    at = entry.cname.toLowerCase();
  }
}

function recordsOf(
  name: string,
  type: number,
  { a = [], aaaa = [], ptr, caa = [] }: Exclude<Entry, { fails: string }>,
): ResourceRecord[] {
  if (type === TYPES.PTR) return ptr === undefined ? [] : [{ name, type: 'PTR', value: ptr }];
  if (type === TYPES.A) return a.map((value) => ({ name, type: 'A', value }));
  if (type === TYPES.AAAA) return aaaa.map((value) => ({ name, type: 'AAAA', value }));
  if (type === TYPES.CAA) return caa.map((value) => ({ name, type: 'CAA', value }));
  return [];
}
