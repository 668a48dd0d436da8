/** Alert descriptions by number. https://www.rfc-editor.org/rfc/rfc8446#section-6 and https://www.rfc-editor.org/rfc/rfc5246#section-7.2 */
const ALERTS: Readonly<Record<number, string>> = {
  0: 'close_notify',
  10: 'unexpected_message',
  20: 'bad_record_mac',
  21: 'decryption_failed',
  22: 'record_overflow',
  30: 'decompression_failure',
  40: 'handshake_failure',
  41: 'no_certificate',
  42: 'bad_certificate',
  43: 'unsupported_certificate',
  44: 'certificate_revoked',
  45: 'certificate_expired',
  46: 'certificate_unknown',
  47: 'illegal_parameter',
  48: 'unknown_ca',
  49: 'access_denied',
  50: 'decode_error',
  51: 'decrypt_error',
  60: 'export_restriction',
  70: 'protocol_version',
  71: 'insufficient_security',
  80: 'internal_error',
  86: 'inappropriate_fallback',
  90: 'user_canceled',
  100: 'no_renegotiation',
  109: 'missing_extension',
  110: 'unsupported_extension',
  111: 'certificate_unobtainable',
  112: 'unrecognized_name',
  113: 'bad_certificate_status_response',
  114: 'bad_certificate_hash_value',
  115: 'unknown_psk_identity',
  116: 'certificate_required',
  120: 'no_application_protocol',
};

/** One alert as it stood on the wire: `level` 1 is a warning, 2 fatal; `code` is the alert number. */
export type Alert = { readonly level: number; readonly code: number };

/** The alert's name in RFC 8446, e.g. `handshake_failure` for 40; `unknown_alert_NN` for a number without one. */
export function alertName(code: number): string {
  return ALERTS[code] ?? `unknown_alert_${code}`;
}

/**
 * Whether the alert ends the handshake. The level is a formality since TLS 1.3: there everything but `close_notify` and
 * `user_canceled` is fatal. https://www.rfc-editor.org/rfc/rfc8446#section-6
 */
export function endsHandshake({ level, code }: Alert, protocol?: string): boolean {
  if (code === 0 || code === 90) return false;
  return level === 2 || protocol === 'TLSv1.3';
}
