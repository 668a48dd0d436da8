import { X509Certificate } from 'node:crypto';
import { readCertificate } from '../../lambda/tls/certificate.ts';
import { covers, nearestNames } from '../../lambda/tls/names.ts';
import { obstruction } from '../../lambda/tls/obstacles.ts';
import { outOfOrder } from '../../lambda/tls/order.ts';
import { findPath, parseAnchors } from '../../lambda/tls/path.ts';
import { MAX_CERTIFICATES, readServerFlight } from '../../lambda/tls/wire.ts';
import { mutated } from './mutate.ts';
import type { Random } from './random.ts';
import { ROOT, TLS_1_2, TLS_1_3, TLS_1_3_SECRET } from './recorded.ts';
import { hold, type Surface, UNSEEN } from './surface.ts';

/** The chain of the recorded connections, leaf first, and the root above it. */
const CHAIN: readonly Buffer[] = [...readServerFlight(TLS_1_2).certificates, new X509Certificate(ROOT).raw];
const ANCHORS = parseAnchors([ROOT]);
const AT = '2026-06-01T00:00:00.000Z';
const NAME = 'www.example.com';

/** Bytes from a server, up to the end of its handshake: any at all, and real ones after accidents. */
export const wire: Surface = {
  name: 'wire',
  make: (random) => {
    if (random.upTo(8) === 0) return random.bytes(random.upTo(600));
    return mutated(random.pick([TLS_1_2, TLS_1_3]), random);
  },
  run: (input) => {
    for (const secret of [undefined, TLS_1_3_SECRET, input.subarray(0, 48)]) {
      const { certificates, alerts, malformed = '' } = readServerFlight(input, secret);
      hold(certificates.length <= MAX_CERTIFICATES, `${certificates.length} certificates`);
      hold(alerts.length <= 16, `${alerts.length} alerts`);
      hold(malformed.length <= 200 && !UNSEEN.test(malformed), `malformed says ${malformed}`);
      for (const der of certificates) readOne(der);
    }
  },
};

/** One certificate's DER. */
export const certificate: Surface = { name: 'certificate', make: (random) => der(random), run: readOne };

/** A few certificates in any order, some of them damaged, each behind its length in two bytes. */
export const path: Surface = {
  name: 'path',
  make: (random) => {
    const some = Array.from({ length: 1 + random.upTo(12) }, () =>
      random.upTo(3) === 0 ? der(random) : whole(random),
    );
    return Buffer.concat(some.flatMap((one) => [Buffer.from([(one.length >> 8) & 0xff, one.length & 0xff]), one]));
  },
  run: (input) => {
    const read = apart(input).flatMap((one) => readCertificate(one, [NAME]) ?? []);
    const chain = read.map((one) => one.certificate);
    const found = findPath(
      read.map((one) => one.x509),
      ANCHORS,
    );
    obstruction(chain, found, AT);
    outOfOrder(chain, found);
    hold(JSON.stringify(found).length < 64 * 1024, 'a trust path without bound');
    const usable = read.length > 0 || found.kind !== 'trusted';
    hold(usable, 'an empty chain is trusted');
  },
};

function whole(random: Random): Buffer {
  return CHAIN[random.upTo(CHAIN.length)] ?? Buffer.alloc(0);
}

function der(random: Random): Buffer {
  return mutated(whole(random), random);
}

function apart(input: Buffer): Buffer[] {
  const all: Buffer[] = [];
  for (let at = 0; at + 2 <= input.length; at += 2 + input.readUInt16BE(at)) {
    all.push(input.subarray(at + 2, at + 2 + input.readUInt16BE(at)));
  }
  return all;
}

function readOne(bytes: Buffer): void {
  const read = readCertificate(bytes, [NAME]);
  if (!read) return;
  const { subject, issuer, dnsNames, issuerUrl = '', commonName = '', notBefore, notAfter } = read.certificate;
  hold(subject.length <= 256 && issuer.length <= 256, 'a name without bound');
  hold(dnsNames.length <= 256, `${dnsNames.length} DNS names`);
  for (const one of [subject, issuer, issuerUrl, commonName, ...dnsNames]) {
    hold(!UNSEEN.test(one), `unescaped: ${JSON.stringify(one.slice(0, 80))}`);
  }
  for (const date of [notBefore, notAfter]) hold(!Number.isNaN(Date.parse(date)), `no date: ${date.slice(0, 80)}`);
  covers(read.certificate, NAME);
  hold(nearestNames(dnsNames, NAME).length <= 3, 'more nearest names than asked for');
}
