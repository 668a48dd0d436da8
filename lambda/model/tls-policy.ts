/** What a listener's security policy lets a client speak. */
export type TlsPolicy = {
  readonly name: string;
  /** Of `TLSv1 TLSv1.1 TLSv1.2 TLSv1.3`; at most 8. */
  readonly protocols: readonly string[];
  /** OpenSSL's names, e.g. `ECDHE-RSA-AES128-GCM-SHA256`; at most 64. */
  readonly ciphers: readonly string[];
};
