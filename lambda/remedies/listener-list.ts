import type { Step } from '../model/finding.ts';
import type { Target } from '../model/handshake.ts';
import type { Listener, ManagedCertificate } from '../model/load-balancer.ts';
import { shellLine } from './shell.ts';
import { showLeaf } from './verify.ts';

/** A certificate that is on the listener and was not served: look once more, then at the certificate itself. */
export function confirmAttached({ arn, region, status }: ManagedCertificate, listener: Listener, dial: Target): Step[] {
  const elb = ['aws', 'elbv2', 'describe-listener-certificates', '--region', region, '--listener-arn', listener.arn];
  const acm = ['aws', 'acm', 'describe-certificate', '--region', region, '--certificate-arn', arn];
  const state = 'Certificate.[Status,NotAfter,SubjectAlternativeNames]';
  return [
    { action: 'Look again: a certificate takes a minute or two to reach every node', command: showLeaf(dial) },
    {
      action: `If it is still the default one, see that ${arn} is on this listener (status when we looked: ${status})`,
      command: shellLine(...elb),
      verify: shellLine(...acm, '--query', state),
    },
  ];
}
