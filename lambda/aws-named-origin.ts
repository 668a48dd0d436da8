import { completed, type Faults, judgeEach, list, reach } from './dials.ts';
import type { Certificate } from './model/certificate.ts';
import type { Origin } from './model/distribution.ts';
import type { Handshakes, Target } from './model/handshake.ts';
import type { Judgement, Unseen } from './rule.ts';
import { covers } from './tls/names.ts';

/** Judges an origin under a name that AWS gave it, and for which nobody can have a certificate: by the dials that send that name. */
export function judgeAwsName(
  handshakes: Handshakes,
  { domainName }: Origin,
): Judgement<Faults<Certificate>> | Unseen | undefined {
  const own = ({ target }: { readonly target: Target }) => target.serverName === domainName;
  if (!handshakes.dials.some(own)) return undefined;
  const faults = judgeEach(completed(handshakes).filter(own), ({ leaf }) =>
    covers(leaf, domainName) ? undefined : leaf,
  );
  if (!faults || 'unseen' in faults) return faults;
  const { target } = faults.first;
  return {
    facts: faults,
    witness: { kind: 'endpoint', key: `${domainName}:${target.port}` },
    reach: reach(faults.failing, faults.seen),
    certainty: faults.failing.some((one) => one.target.hostForwarded === 'no') ? 'proven' : 'likely',
  };
}

/** Why that name is asked for, and what is shown. `whose`: `the load balancer's own name`. */
export function sendsOwnName({ target, leaf }: Faults<Certificate>['first'], whose: string): string {
  return `${behaviors(target)} forward Host, so CloudFront asks for ${whose} and checks the certificate against it. What is served carries ${names(leaf)}.`;
}

const names = ({ dnsNames, commonName }: Certificate) =>
  dnsNames.length > 0 ? list(dnsNames, 3) : (commonName ?? 'no name');

const behaviors = ({ behaviors: [first = '*', ...others] }: Target) =>
  others.length > 0 ? `Behaviors ${list([first, ...others])} do not` : `Behavior ${first} does not`;
