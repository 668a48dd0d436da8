import type { Observations } from '../model/evidence.ts';
import type { Step } from '../model/finding.ts';
import type { LoadBalancer } from '../model/load-balancer.ts';
import { openClassicListener, secureClassicListener } from './classic-listener.ts';
import { LISTENER_ARN } from './listener.ts';
import { SSL_POLICY } from './listener-policy.ts';
import { shellLine } from './shell.ts';

const CREATING = 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/create-https-listener.html';

type Known = { readonly balancer: LoadBalancer; readonly candidates: Observations['candidates'] };

/** Opens a listener on `port`, with TLS or in the clear. Placeholders in capitals stand for what the step before prints. */
export function openListener(port: number, secure: boolean, known: Known): Step[] {
  const { arn, region, type, name } = known.balancer;
  if (type === 'classic') {
    const certificate = secure ? (candidateArn(known) ?? 'CERTIFICATE_ARN') : undefined;
    return [...(secure ? findCertificate(known) : []), ...openClassicListener(known.balancer, port, certificate)];
  }
  const [plain, encrypted] = type === 'network' ? ['TCP', 'TLS'] : ['HTTP', 'HTTPS'];
  const protocol = secure ? encrypted : plain;
  const listener = ['--load-balancer-arn', arn, '--protocol', protocol, '--port', String(port)];
  const forward = ['--default-actions', 'Type=forward,TargetGroupArn=TARGET_GROUP_ARN'];
  const tls = secure ? tlsOptions(known) : [];
  const groups = ['--query', 'TargetGroups[].[TargetGroupName,TargetGroupArn]', '--output', 'text'];
  return [
    ...(secure ? findCertificate(known) : []),
    {
      action: 'Find the target group that it shall forward to: TARGET_GROUP_ARN',
      command: elb('describe-target-groups', region, '--load-balancer-arn', arn, ...groups),
    },
    {
      action: `Create the ${protocol} listener on port ${port} of ${name}, and let its security group admit that port from CloudFront. It prints ${LISTENER_ARN}`,
      command: elb('create-listener', region, ...listener, ...tls, ...forward),
      verify: elb('describe-listeners', region, '--load-balancer-arn', arn, ...PORTS),
      undo: elb('delete-listener', region, '--listener-arn', LISTENER_ARN),
      reference: CREATING,
    },
  ];
}

/** Turns an HTTP listener into one that ends TLS; its rules and targets stay. */
export function secureListener(listenerArn: string, port: number, known: Known): Step[] {
  const { region, name, type } = known.balancer;
  if (type === 'classic') {
    const certificate = candidateArn(known) ?? 'CERTIFICATE_ARN';
    return [...findCertificate(known), ...secureClassicListener(known.balancer, port, certificate)];
  }
  const change = ['--listener-arn', listenerArn, '--protocol', 'HTTPS', '--port', String(port), ...tlsOptions(known)];
  return [
    ...findCertificate(known),
    {
      action: `Turn the listener on port ${port} of ${name} into HTTPS. Whoever speaks plain HTTP to it is cut off`,
      command: elb('modify-listener', region, ...change),
      undo: elb('modify-listener', region, '--listener-arn', listenerArn, '--protocol', 'HTTP'),
      verify: elb('describe-listeners', region, '--listener-arns', listenerArn, ...PORTS),
      reference: CREATING,
    },
  ];
}

/** `openssl` as CloudFront would ask: by the origin's name, with SNI. */
export function askTls(host: string, port: number): string {
  return `${shellLine('openssl', 's_client', '-connect', `${host}:${port}`, '-servername', host)} </dev/null`;
}

const PORTS = ['--query', 'Listeners[].[Port,Protocol]', '--output', 'text'];

function elb(command: string, region: string, ...words: readonly string[]): string {
  return shellLine('aws', 'elbv2', command, '--region', region, ...words);
}

function candidateArn({ candidates }: Known): string | undefined {
  return candidates.status === 'observed' ? candidates.value.certificates[0]?.arn : undefined;
}

/** Without a policy the API's own default is ELBSecurityPolicy-2016-08. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/create-https-listener.html */
function tlsOptions(known: Known): string[] {
  const certificate = candidateArn(known) ?? 'CERTIFICATE_ARN';
  return ['--certificates', `CertificateArn=${certificate}`, '--ssl-policy', SSL_POLICY];
}

/** How to come by CERTIFICATE_ARN; nothing where a good certificate is known. */
function findCertificate(known: Known): Step[] {
  if (candidateArn(known)) return [];
  const { region } = known.balancer;
  const issued = ['--region', region, '--certificate-statuses', 'ISSUED', '--includes', `keyTypes=${KEY_TYPES}`];
  const columns = ['--query', 'CertificateSummaryList[].[DomainName,CertificateArn]', '--output', 'text'];
  return [
    {
      action: `Choose a certificate in ACM in ${region} that covers the origin's name: CERTIFICATE_ARN. Request one there if none does`,
      command: shellLine('aws', 'acm', 'list-certificates', ...issued, ...columns),
    },
  ];
}

/** Without these ACM lists RSA alone: https://docs.aws.amazon.com/acm/latest/APIReference/API_ListCertificates.html */
const KEY_TYPES = 'RSA_2048,RSA_3072,RSA_4096,EC_prime256v1,EC_secp384r1,EC_secp521r1';
