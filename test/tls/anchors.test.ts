import { rootCertificates } from 'node:tls';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { readCertificate } from '../../lambda/tls/certificate.ts';
import { findPath, parseAnchors } from '../../lambda/tls/path.ts';
import { type Issued, issueChain } from './authority.ts';
import { judge } from './judge.ts';

let root: Issued;
let upper: Issued;
let lower: Issued;
let leaf: Issued;

beforeAll(async () => {
  ({ root, upper, lower, leaf } = await issueChain());
});

describe('parseAnchors', () => {
  test("takes Mozilla's, each of which trusts itself", () => {
    const anchors = parseAnchors(rootCertificates);
    for (const pem of rootCertificates) {
      const der = Buffer.from(pem.replace(/-----[^-]+-----/g, ''), 'base64');
      const read = readCertificate(der, []);
      expect(read && findPath([read.x509], anchors).kind).toBe('trusted');
    }
  });

  test('takes a bundle of several', () => {
    expect(judge([leaf, lower], [{ ...root, pem: `# roots\n${root.pem}\n${upper.pem}\n` }]).path.kind).toBe('trusted');
  });

  test('says which text is no certificate', () => {
    expect(() => parseAnchors([root.pem, 'nonsense'])).toThrow('trust anchor 2 of 2 is no certificate in PEM');
    const broken = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----';
    expect(() => parseAnchors([broken])).toThrow('trust anchor 1 of 1 is malformed');
  });
});
