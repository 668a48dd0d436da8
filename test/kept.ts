import type { Origin } from '../lambda/model/distribution.ts';
import type { Observations } from '../lambda/model/evidence.ts';
import type { ManagedCertificate, StoredChain } from '../lambda/model/load-balancer.ts';
import { behindLoadBalancer, failedDial, handshakes, listener, observed } from './evidence.ts';

/** An origin in a VPC, https-only on 443. */
export const VPC: Origin['connection'] = {
  type: 'vpc',
  vpcOriginId: 'vo_1',
  protocolPolicy: 'https-only',
  httpPort: 80,
  httpsPort: 443,
  sslProtocols: ['TLSv1.2'],
  readTimeoutSeconds: 30,
};

/** A load balancer that nobody but CloudFront reaches, with these certificates, the first its default, and what was read of them. */
export function keptBehind(
  managed: readonly ManagedCertificate[],
  chains: readonly StoredChain[] = [],
): Partial<Observations> {
  const certificates = managed.map(({ arn }, index) =>
    index === 0 ? { arn, isDefault: true, alsoListed: true as const } : { arn, isDefault: false },
  );
  return behindLoadBalancer({
    handshakes: handshakes(failedDial({ kind: 'timed-out', phase: 'connect' })),
    listener: observed(listener({ certificates })),
    certificates: observed(managed),
    stored: observed({ why: 'undialled', chains }),
  });
}
