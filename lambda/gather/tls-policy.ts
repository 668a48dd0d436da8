import type { SslPolicy } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Observation } from '../model/evidence.ts';
import type { TlsPolicy } from '../model/tls-policy.ts';
import type { Aws } from './clients.ts';
import { observe, observed, unavailable } from './observe.ts';

const MAX_PROTOCOLS = 8;
const MAX_CIPHERS = 64;

/** What a security policy stands for: by its name, one call whatever other policies there are. */
export async function readTlsPolicy(
  aws: Aws,
  region: string,
  name: string,
  signal: AbortSignal,
): Promise<Observation<TlsPolicy>> {
  return observe('elasticloadbalancing:DescribeSSLPolicies', async () => {
    const { sdk, client } = await aws.elb(region);
    const { SslPolicies } = await client.send(new sdk.DescribeSSLPoliciesCommand({ Names: [name] }), {
      abortSignal: signal,
    });
    return toTlsPolicy(SslPolicies ?? [], name);
  });
}

/**
 * A policy without protocols or without ciphers would accuse every listener, so it counts as not seen.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_SslPolicy.html
 */
export function toTlsPolicy(policies: readonly SslPolicy[], name: string): Observation<TlsPolicy> {
  const found = policies.find((policy) => policy.Name === name);
  const protocols = (found?.SslProtocols ?? []).slice(0, MAX_PROTOCOLS);
  const ciphers = (found?.Ciphers ?? []).flatMap((cipher) => cipher.Name ?? []).slice(0, MAX_CIPHERS);
  if (protocols.length === 0 || ciphers.length === 0) return unavailable(`AWS said nothing of security policy ${name}`);
  return observed({ name, protocols, ciphers });
}
