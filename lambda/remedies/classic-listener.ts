import type { Step } from '../model/finding.ts';
import type { Listener, LoadBalancer } from '../model/load-balancer.ts';
import { shellLine } from './shell.ts';

const CERTIFICATE = 'https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-update-ssl-cert.html';
const LISTENERS = 'https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-listener-config.html';
const POLICY = 'https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/ssl-config-update.html';

/** TLS 1.2 with suites that CloudFront offers. https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-security-policy-table.html */
const SSL_POLICY = 'ELBSecurityPolicy-TLS-1-2-2017-01';

/** The name that the policy gets in the load balancer. */
const POLICY_NAME = 'OriginResponder-TLS12';

/** A classic load balancer, as its commands want it. */
export type ClassicPlace = Pick<LoadBalancer, 'region' | 'name'>;

/** Puts a certificate on the listener, in place of the one that it has: it holds no second. */
export function setClassicCertificate(
  place: ClassicPlace,
  { port, certificates: [before] }: Pick<Listener, 'port' | 'certificates'>,
  certificateArn: string,
  action: string,
): Step {
  const set = (arn: string) =>
    elb('set-load-balancer-listener-ssl-certificate', place, ...portOf(port), '--ssl-certificate-id', arn);
  return {
    action: `${action}. A classic load balancer has one certificate a listener: this takes its place`,
    command: set(certificateArn),
    verify: listeners(place),
    ...(before && { undo: set(before.arn) }),
    reference: CERTIFICATE,
  };
}

/** Opens a listener that hands requests to the instances where the others do. */
export function openClassicListener(place: ClassicPlace, port: number, certificateArn: string | undefined): Step[] {
  const tls = certificateArn ? ['Protocol=HTTPS', `SSLCertificateId=${certificateArn}`] : ['Protocol=HTTP'];
  const listener = [...tls, `LoadBalancerPort=${port}`, 'InstanceProtocol=HTTP', 'InstancePort=INSTANCE_PORT'].join(
    ',',
  );
  return [
    { action: 'See which port of the instances the other listeners use: INSTANCE_PORT', command: listeners(place) },
    {
      action: `Create the listener on port ${port} of ${place.name}, and let its security group admit that port from CloudFront`,
      command: elb('create-load-balancer-listeners', place, '--listeners', listener),
      verify: listeners(place),
      undo: elb('delete-load-balancer-listeners', place, '--load-balancer-ports', String(port)),
      reference: LISTENERS,
    },
  ];
}

/** A listener's protocol cannot be changed: it goes, and comes back with TLS. */
export function secureClassicListener(place: ClassicPlace, port: number, certificateArn: string): Step[] {
  const [look, create] = openClassicListener(place, port, certificateArn);
  const remove: Step = {
    action: `Take the listener on port ${port} away; the port is shut until the next step. Whoever speaks plain HTTP to it is cut off`,
    command: elb('delete-load-balancer-listeners', place, '--load-balancer-ports', String(port)),
  };
  return look && create ? [look, remove, create] : [];
}

/** Gives the listener a security policy that shares something with CloudFront. */
export function setClassicPolicy(place: ClassicPlace, port: number, verify: string): Step[] {
  const attribute = `AttributeName=Reference-Security-Policy,AttributeValue=${SSL_POLICY}`;
  const named = ['--policy-name', POLICY_NAME, '--policy-type-name', 'SSLNegotiationPolicyType'];
  return [
    {
      action: `Make a policy of TLS 1.2 in ${place.name}`,
      command: elb('create-load-balancer-policy', place, ...named, '--policy-attributes', attribute),
      reference: POLICY,
    },
    {
      action: `Put it on the listener. It replaces every policy of the listener: name those for stickiness after it, if there are any (${listeners(place)})`,
      command: elb('set-load-balancer-policies-of-listener', place, ...portOf(port), '--policy-names', POLICY_NAME),
      verify,
    },
  ];
}

/** The instances behind it, whether they are fit, and why not. */
export function instanceHealth(place: ClassicPlace, why: string): Step {
  const columns = ['--query', 'InstanceStates[].[InstanceId,State,ReasonCode,Description]', '--output', 'text'];
  return { action: why, command: elb('describe-instance-health', place, ...columns) };
}

function listeners({ region, name }: ClassicPlace): string {
  const columns = ['--query', 'LoadBalancerDescriptions[0].ListenerDescriptions[].[Listener,PolicyNames]'];
  const where = ['--region', region, '--load-balancer-names', name];
  return shellLine('aws', 'elb', 'describe-load-balancers', ...where, ...columns);
}

function elb(command: string, { region, name }: ClassicPlace, ...words: readonly string[]): string {
  return shellLine('aws', 'elb', command, '--region', region, '--load-balancer-name', name, ...words);
}

function portOf(port: number): string[] {
  return ['--load-balancer-port', String(port)];
}
