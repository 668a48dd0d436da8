import { describe, expect, test } from '@jest/globals';
import * as x509 from '@peculiar/x509';
import { readCertificate } from '../../lambda/tls/certificate.ts';
import { issue } from './authority.ts';

/** A leaf whose TLS feature extension holds these bytes. */
async function demanding(hex?: string) {
  const extensions = hex ? [new x509.Extension('1.3.6.1.5.5.7.1.24', false, Buffer.from(hex, 'hex'))] : [];
  const { der } = await issue({ subject: 'CN=www.example.com', extensions });
  return readCertificate(der, [])?.certificate;
}

describe('whether a certificate demands a staple', () => {
  test.each([
    ['status_request', '3003020105', true],
    ['both versions of it', '3006020105020111', true],
    ['the second version alone', '3003020111', undefined],
    ['an empty list', '3000', undefined],
    ['nothing', undefined, undefined],
  ])('%s', async (_what, hex, demands) => {
    expect((await demanding(hex))?.mustStaple).toBe(demands);
  });

  test('bytes that are no list make the certificate unreadable, as any extension that is read', async () => {
    expect(await demanding('30ff')).toBeUndefined();
  });
});
