import type { Behavior, HostForwarding } from '../../lambda/model/distribution.ts';
import type { Handshake, HandshakeOutcome, Target } from '../../lambda/model/handshake.ts';
import { behavior, certificate, completedDial, distribution, failedDial, intermediate } from '../evidence.ts';

export const VIEWER = 'www.example.com';
const OWN = 'd111111abcdef8.cloudfront.net';

/** A distribution whose only behavior forwards Host: by Managed-AllViewer unless said otherwise. */
export function forwarding(
  way: Partial<Extract<HostForwarding, { kind: 'forwarded' }>> = {},
  of: Partial<Behavior> = {},
) {
  const hostForwarding = {
    kind: 'forwarded',
    by: 'origin-request-policy',
    policyId: '216adef6-5c7f-47e4-b989-5492eafa07d3',
    policyName: 'Managed-AllViewer',
    ...way,
  } as const;
  return distribution({ behaviors: [behavior({ hostForwarding, ...of })] });
}

/** How the viewer's Host is dialled of an origin with this name. */
export function sent(domainName: string, serverName = VIEWER, more: Partial<Target> = {}): Partial<Target> {
  return { serverName, acceptedNames: [serverName, domainName], hostForwarded: 'yes', ...more };
}

/** The alias and the distribution's own name get a certificate with these names. */
export function shown(domainName: string, ...dnsNames: readonly string[]): Handshake[] {
  const chain = [certificate({ commonName: dnsNames[0] ?? '', dnsNames }), intermediate()];
  return [VIEWER, OWN].map((name) => completedDial(sent(domainName, name), { chain }));
}

/** The alias and the distribution's own name both end so. */
export function ended(domainName: string, outcome: HandshakeOutcome): Handshake[] {
  return [VIEWER, OWN].map((name) => failedDial(outcome, sent(domainName, name)));
}
