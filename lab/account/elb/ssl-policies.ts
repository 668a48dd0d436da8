import type { Wire } from '../wire/value.ts';

/** A security policy: versions and OpenSSL's names of ciphers, in order of priority. */
type SslPolicy = {
  readonly name: string;
  readonly protocols: readonly string[];
  readonly ciphers: readonly string[];
};

const TLS_1_3 = ['TLS_AES_128_GCM_SHA256', 'TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256'];
const either = (cipher: string) => [`ECDHE-ECDSA-${cipher}`, `ECDHE-RSA-${cipher}`];
const GCM = [...either('AES128-GCM-SHA256'), ...either('AES256-GCM-SHA384')];
const CBC_SHA_2 = [...either('AES128-SHA256'), ...either('AES256-SHA384')];
const CBC_SHA_1 = [...either('AES128-SHA'), ...either('AES256-SHA')];
const STATIC_SHA_2 = ['AES128-GCM-SHA256', 'AES128-SHA256', 'AES256-GCM-SHA384', 'AES256-SHA256'];
const ALL = [...GCM, ...CBC_SHA_2, ...CBC_SHA_1, ...STATIC_SHA_2, 'AES128-SHA', 'AES256-SHA'];

const FROM_1_0 = ['TLSv1', 'TLSv1.1', 'TLSv1.2'];

const policy = (name: string, protocols: readonly string[], ciphers: readonly string[]): SslPolicy => ({
  name: `ELBSecurityPolicy-${name}`,
  protocols,
  ciphers,
});

/** The usual ones of AWS's. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html */
export const SSL_POLICIES: readonly SslPolicy[] = [
  policy('TLS13-1-3-2021-06', ['TLSv1.3'], TLS_1_3),
  policy('TLS13-1-2-2021-06', ['TLSv1.2', 'TLSv1.3'], [...TLS_1_3, ...GCM, ...CBC_SHA_2]),
  policy('TLS13-1-2-Res-2021-06', ['TLSv1.2', 'TLSv1.3'], [...TLS_1_3, ...GCM]),
  policy('TLS13-1-2-Res-PQ-2025-09', ['TLSv1.2', 'TLSv1.3'], [...TLS_1_3, ...GCM]),
  policy('TLS13-1-0-2021-06', [...FROM_1_0, 'TLSv1.3'], [...TLS_1_3, ...ALL]),
  policy('TLS-1-2-Ext-2018-06', ['TLSv1.2'], ALL),
  policy('TLS-1-2-2017-01', ['TLSv1.2'], [...GCM, ...CBC_SHA_2, ...STATIC_SHA_2]),
  policy('TLS-1-1-2017-01', ['TLSv1.1', 'TLSv1.2'], ALL),
  policy('FS-1-2-Res-2020-10', ['TLSv1.2'], GCM),
  policy('2016-08', FROM_1_0, ALL),
];

/** `SslPolicy`. https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_SslPolicy.html */
export function sslPolicyOf({ name, protocols, ciphers }: SslPolicy): Wire {
  return {
    Name: name,
    SslProtocols: [...protocols],
    Ciphers: ciphers.map((cipher, index) => ({ Name: cipher, Priority: index + 1 })),
    SupportedLoadBalancerTypes: ['application', 'network'],
  };
}
