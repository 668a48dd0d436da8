import type { Step } from '../model/finding.ts';
import type { Target } from '../model/handshake.ts';
import type { Listener, LoadBalancer, ManagedCertificate } from '../model/load-balancer.ts';
import { dig } from './dig.ts';
import { attach } from './listener.ts';
import { shellLine } from './shell.ts';
import { showLeaf } from './verify.ts';

/** Who stands at an address that shows a stranger's certificate, and what to do about it. */
export function findWhoAnswers(target: Target, domainName: string, { dnsName, region }: LoadBalancer): Step[] {
  const { address } = target;
  const columns = 'NetworkInterfaces[].[NetworkInterfaceId,Description,RequesterId]';
  const byAddress = [
    '--filters',
    `Name=association.public-ip,Values=${address}`,
    '--query',
    columns,
    '--output',
    'text',
  ];
  return [
    {
      action: `Compare the addresses of ${domainName} with the load balancer's own. Where ${address} is not among those, the record is stale or leads elsewhere`,
      command: `${dig('+short', domainName)}; ${dig('+short', dnsName)}`,
    },
    {
      action: `See whose address it is: an interface of this account says so here, an owner elsewhere in whois`,
      command: shellLine('aws', 'ec2', 'describe-network-interfaces', '--region', region, ...byAddress),
    },
    {
      action: `Let the record of ${domainName} lead to ${dnsName} again; or, if it is meant to be so, mend the certificate where it is served`,
      verify: showLeaf(target),
    },
  ];
}

/** The listener holds it already and does not show it yet. */
export function awaitDeployment(managed: ManagedCertificate, listener: Listener, dial: Target): Step[] {
  const { arn, region } = managed;
  const isDefault = listener.certificates.some((one) => one.arn === arn && one.isDefault);
  const as = isDefault ? 'default' : 'extra';
  return [
    { action: 'Look again in some minutes: ACM hands it over by itself', command: showLeaf(dial) },
    attach(
      { region, listenerArn: listener.arn, certificateArn: arn, as },
      'If it stays so, set the same certificate on the listener again',
    ),
  ];
}
