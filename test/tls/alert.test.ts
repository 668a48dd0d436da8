import { describe, expect, test } from '@jest/globals';
import { alertName, endsHandshake } from '../../lambda/tls/alert.ts';

describe('alerts', () => {
  test.each([
    [40, 'handshake_failure'],
    [70, 'protocol_version'],
    [112, 'unrecognized_name'],
    [116, 'certificate_required'],
    [99, 'unknown_alert_99'],
  ])('%i is %s', (code, name) => {
    expect(alertName(code)).toBe(name);
  });

  test('a warning does not end a handshake before TLS 1.3; there everything but a farewell does', () => {
    expect(endsHandshake({ level: 1, code: 112 }, 'TLSv1.2')).toBe(false);
    expect(endsHandshake({ level: 2, code: 112 }, 'TLSv1.2')).toBe(true);
    expect(endsHandshake({ level: 1, code: 116 }, 'TLSv1.3')).toBe(true);
    expect(endsHandshake({ level: 2, code: 0 }, 'TLSv1.3')).toBe(false);
  });
});
