import type { Step } from '../model/finding.ts';
import type { Listener, ManagedCertificate } from '../model/load-balancer.ts';
import { onListener } from './replace-certificate.ts';
import { type ChainFault, reimportWhole } from './send-chain.ts';
import { canBeCertified, namesToCover } from './server-names.ts';
import type { Serving, Sight } from './serving.ts';
import { shellLine } from './shell.ts';

/** What the listener would show, by its records. */
export type Held = { readonly managed: ManagedCertificate; readonly listener: Listener };

/** Another certificate in the place of this one, good for the names that are sent. */
export function replaceKept(held: Held, names: readonly string[], sight: Sight): Step[] {
  return [
    ...onListener({ names: coverable(held, names, sight) }, holder(held, sight), sight, 'instead'),
    seeThroughCloudFront(sight),
  ];
}

/** A certificate for these names beside those that are there; a classic listener has one alone, good for all of them then. */
export function addBeside(held: Held, names: readonly string[], sight: Sight): Step[] {
  const own = holder(held, sight);
  const wanted = own.classic ? [...new Set([...names, ...held.managed.names])] : names;
  return [...onListener({ names: coverable(held, wanted, sight) }, own, sight, 'beside'), seeThroughCloudFront(sight)];
}

/** The same leaf with its whole chain, where the leaf is sound and came from elsewhere. */
export function completeKept(held: Held, names: readonly string[], chain: ChainFault, sight: Sight): Step[] {
  if (held.managed.type !== 'IMPORTED') return replaceKept(held, names, sight);
  return [...reimportWhole(held.managed, chain), seeThroughCloudFront(sight)];
}

function coverable({ managed }: Held, names: readonly string[], { origin, distribution }: Sight): string[] {
  const usable = names.filter(canBeCertified).slice(0, 10);
  return usable.length > 0 ? usable : namesToCover([], { dnsNames: managed.names }, { origin, distribution });
}

function holder({ managed, listener }: Held, { loadBalancer }: Sight): Extract<Serving, { kind: 'listener' }> {
  const isDefault = listener.certificates.some(({ arn, isDefault: standard }) => arn === managed.arn && standard);
  const classic = loadBalancer.status === 'observed' && loadBalancer.value.type === 'classic' && loadBalancer.value;
  return {
    ...{ kind: 'listener', region: managed.region, listener, managed, isDefault },
    ...(classic && { classic: { region: classic.region, name: classic.name } }),
  };
}

/** Nobody else can go there. */
function seeThroughCloudFront({ distribution: { aliases, domainName } }: Sight): Step {
  const name = aliases.find((alias) => !alias.includes('*')) ?? domainName;
  const show = ['-sS', '-o', '/dev/null', '-w', '%{http_code} %{time_total}\\n'];
  return {
    action: 'The origin cannot be dialled from here: look through CloudFront, with a path that is not cached',
    command: shellLine('curl', ...show, `https://${name}/?after-the-fix`),
  };
}
