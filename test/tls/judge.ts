import { readCertificate } from '../../lambda/tls/certificate.ts';
import { soundPath } from '../../lambda/tls/obstacles.ts';
import { outOfOrder } from '../../lambda/tls/order.ts';
import { findPath, parseAnchors } from '../../lambda/tls/path.ts';
import type { Issued } from './authority.ts';

/** The moment that dates are judged against. */
export const NOW = '2030-01-01T00:00:00Z';

/** Everything the algebra says of a chain. */
export function judge(sent: readonly Issued[], anchors: readonly Issued[]) {
  const read = sent.map(({ der }) => readCertificate(der, []));
  const chain = read.flatMap((one) => (one ? [one] : []));
  if (chain.length !== sent.length) throw new Error('a certificate was not read');
  const path = findPath(
    chain.map(({ x509 }) => x509),
    parseAnchors(anchors.map(({ pem }) => pem)),
  );
  const certificates = chain.map(({ certificate }) => certificate);
  return { path, order: outOfOrder(certificates, path), inDate: soundPath(certificates, path, NOW) };
}

/** The indexes of every trusted path. */
export function pathsOf(sent: readonly Issued[], anchors: readonly Issued[]): number[][] {
  const { path } = judge(sent, anchors);
  return path.kind === 'trusted' ? path.paths.map(({ certificates }) => [...certificates]) : [];
}
