import { X509Certificate } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import { expect, test } from '@jest/globals';
import { certificatesOfPem } from '../../lambda/tls/pem.ts';

const [one = '', other = ''] = rootCertificates;

test('reads every certificate, in order, and leaves what stands between them', () => {
  const found = certificatesOfPem(`subject=x\n${other}\n# and\r\n${one}-----BEGIN PRIVATE KEY-----\nAA==\n`);
  expect(found.map((der) => new X509Certificate(der).fingerprint256)).toEqual(
    [other, one].map((pem) => new X509Certificate(pem).fingerprint256),
  );
});

test('nothing of what is no PEM, and no end of what is too much', () => {
  for (const text of ['', 'none', '-----BEGIN CERTIFICATE-----\nMII']) expect(certificatesOfPem(text)).toEqual([]);
  expect(certificatesOfPem(one.repeat(40))).toHaveLength(16);
});
