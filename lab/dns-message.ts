/** Record types of RFC 1035 section 3.2.2, RFC 3596 and RFC 8659 that the lab knows. */
export const TYPES = { A: 1, CNAME: 5, PTR: 12, AAAA: 28, CAA: 257 } as const;

/** Answer codes of RFC 1035 section 4.1.1. */
export const RCODES = { NOERROR: 0, FORMERR: 1, SERVFAIL: 2, NXDOMAIN: 3, REFUSED: 5 } as const;

export type Rcode = keyof typeof RCODES;
export type RecordType = keyof typeof TYPES;

/** One question. `name` is lower case, without a trailing dot; `raw` is the question section as it came, to be echoed. */
export type Question = { readonly id: number; readonly name: string; readonly type: number; readonly raw: Buffer };

/** `value`: an IPv4 address in dots, a full IPv6 address, a name, or what a zone file holds of a CAA record: `0 issue "ca.example"`. */
export type ResourceRecord = { readonly name: string; readonly type: RecordType; readonly value: string };

const HEADER_BYTES = 12;
const IN = 1;
const TTL_SECONDS = 60;

/** Reads the one question of a query; undefined when the bytes are no such thing. */
export function readQuestion(message: Buffer): Question | undefined {
  if (message.length < HEADER_BYTES || message.readUInt16BE(4) !== 1 || (message[2] ?? 0x80) & 0x80) return undefined;
  const labels: string[] = [];
  let at = HEADER_BYTES;
  for (;;) {
    const length = message[at];
    if (length === undefined || length > 63 || at + 1 + length > message.length) return undefined;
    at += 1 + length;
    if (length === 0) break;
    labels.push(message.toString('latin1', at - length, at));
    if (labels.length > 127) return undefined;
  }
  if (at + 4 > message.length) return undefined;
  const raw = message.subarray(HEADER_BYTES, at + 4);
  return { id: message.readUInt16BE(0), name: labels.join('.').toLowerCase(), type: message.readUInt16BE(at), raw };
}

/** Writes the answer to `question`. Beyond `limit` bytes only the header and the question go out, marked as truncated. */
export function writeAnswer(
  question: Question,
  rcode: Rcode,
  records: readonly ResourceRecord[],
  limit = 65_535,
): Buffer {
  const answers = records.map(writeRecord);
  const whole = Buffer.concat([writeHeader(question, rcode, answers.length, false), question.raw, ...answers]);
  if (whole.length <= limit) return whole;
  return Buffer.concat([writeHeader(question, rcode, 0, true), question.raw]);
}

/** QR, AA, RD and RA are set: it answers as the recursive resolver that a function is given. */
function writeHeader({ id }: Question, rcode: Rcode, answers: number, truncated: boolean): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt16BE(id, 0);
  header.writeUInt16BE(0x8580 | (truncated ? 0x0200 : 0) | RCODES[rcode], 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(answers, 6);
  return header;
}

function writeRecord({ name, type, value }: ResourceRecord): Buffer {
  const data = WRITERS[type](value);
  const fixed = Buffer.alloc(10);
  fixed.writeUInt16BE(TYPES[type], 0);
  fixed.writeUInt16BE(IN, 2);
  fixed.writeUInt32BE(TTL_SECONDS, 4);
  fixed.writeUInt16BE(data.length, 8);
  return Buffer.concat([writeName(name), fixed, data]);
}

function writeName(name: string): Buffer {
  const labels = name.split('.').filter((label) => label !== '');
  const parts = labels.map((label) => {
    if (label.length > 63) throw new Error(`a DNS label has at most 63 bytes: ${label}`);
    return Buffer.concat([Buffer.of(label.length), Buffer.from(label, 'latin1')]);
  });
  return Buffer.concat([...parts, Buffer.of(0)]);
}

/** Flags, the tag after its length, and the value to the end. https://www.rfc-editor.org/rfc/rfc8659#section-4.1 */
function writeCaa(value: string): Buffer {
  const [, flags = '', tag = '', text = ''] = /^(\d{1,3}) (\w+) "([^"]*)"$/.exec(value) ?? [];
  if (tag === '') throw new Error(`not a CAA record: ${value}`);
  return Buffer.concat([Buffer.of(Number(flags), tag.length), Buffer.from(`${tag}${text}`, 'latin1')]);
}

function writeIpv4(address: string): Buffer {
  return Buffer.from(address.split('.').map(Number));
}

function writeIpv6(address: string): Buffer {
  const [head = '', tail] = address.split('::');
  const groups = (part = '') => part.split(':').filter((group) => group !== '');
  const fill = tail === undefined ? 0 : 8 - groups(head).length - groups(tail).length;
  const all = [...groups(head), ...Array<string>(fill).fill('0'), ...groups(tail)];
  const bytes = Buffer.alloc(16);
  for (const [index, group] of all.entries()) bytes.writeUInt16BE(Number.parseInt(group, 16), index * 2);
  return bytes;
}

const WRITERS: Readonly<Record<RecordType, (value: string) => Buffer>> = {
  A: writeIpv4,
  AAAA: writeIpv6,
  CNAME: writeName,
  PTR: writeName,
  CAA: writeCaa,
};
