import { isIP } from 'node:net';
import { Complaint, type OriginOptions } from './command.ts';
import { quoted } from './tokens.ts';

/** `OriginSslProtocols`; 1.3 is no value of it. https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_OriginSslProtocols.html */
const PROTOCOLS = ['SSLv3', 'TLSv1', 'TLSv1.1', 'TLSv1.2'];

const POLICIES: readonly OriginOptions['policy'][] = ['https-only', 'match-viewer', 'http-only'];

/** Seconds that one examination may take. */
const MAX_TIMEOUT_SECONDS = 300;

/** DNS's own port. */
const DNS_PORT = 53;

/** A TCP port. */
export function port(text: string): number {
  return whole(text, 1, 65535, '--port');
}

/** Seconds. */
export function timeout(text: string): number {
  return whole(text, 1, MAX_TIMEOUT_SECONDS, '--timeout');
}

function whole(text: string, least: number, most: number, flag: string): number {
  const number = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= least && number <= most) return number;
  throw new Complaint(`${flag} wants a whole number from ${least} to ${most}; got ${quoted(text)}`);
}

/** Protocols by commas, in CloudFront's spelling whatever the case typed. */
export function protocols(text: string): string[] {
  return text.split(',').map((one) => {
    const typed = one.trim().toLowerCase();
    const found = PROTOCOLS.find((name) => name.toLowerCase() === typed);
    if (found) return found;
    const why = typed === 'tlsv1.3' ? 'CloudFront offers TLSv1.3 by itself, it is no value of the list; ' : '';
    throw new Complaint(`--protocols: ${why}want some of ${PROTOCOLS.join(',')}; got ${quoted(one)}`);
  });
}

/** An origin protocol policy. */
export function policy(text: string): OriginOptions['policy'] {
  const found = POLICIES.find((one) => one === text);
  if (found) return found;
  throw new Complaint(`--policy wants ${POLICIES.join(', ')}; got ${quoted(text)}`);
}

/** An address to dial. */
export function address(text: string): string {
  const bare = text.replace(/^\[(.*)\]$/, '$1');
  if (isIP(bare) !== 0 && !bare.includes('%')) return bare;
  throw new Complaint(`--connect-to wants an IP address without a port; got ${quoted(text)}`);
}

/** A DNS server: `192.0.2.1:53`, `[2001:db8::1]:53`, or an address alone. */
export function resolver(text: string): string {
  const [, v6, v4, digits] = /^(?:\[([\da-f:.]+)\]|([\d.]+))(?::(\d{1,5}))?$/i.exec(text) ?? [];
  const ip = v6 ?? v4 ?? text;
  const number = digits === undefined ? DNS_PORT : Number(digits);
  const sound = isIP(ip) !== 0 && !ip.includes('%') && number >= 1 && number <= 65535;
  if (sound) return isIP(ip) === 6 ? `[${ip}]:${number}` : `${ip}:${number}`;
  throw new Complaint(`--resolver wants IP:PORT, like 192.0.2.1:53 or [2001:db8::1]:53; got ${quoted(text)}`);
}

/** A distribution id; an ARN that ends in one is as good. */
export function distributionId(text: string): string {
  const id = /^arn:[\w-]+:cloudfront::\d{12}:distribution\/(\w+)$/.exec(text)?.[1] ?? text;
  if (/^[A-Z0-9]{1,40}$/.test(id)) return id;
  const upper = id.toUpperCase();
  const hint = /^E[A-Z0-9]{9,39}$/.test(upper)
    ? `; did you mean ${upper}?`
    : /^[\w-]+(\.[\w-]+)+$/.test(id)
      ? `; for a host ask: origin ${id.slice(0, 253)}`
      : '';
  throw new Complaint(`distribution wants an id like E2EXAMPLE1234; got ${quoted(text)}${hint}`);
}
