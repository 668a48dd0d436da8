import type { Step } from '../model/finding.ts';
import type { Serving } from './serving.ts';
import { shellLine } from './shell.ts';

/** Stands in commands for the ARN that `request-certificate` prints. */
export const NEW_CERTIFICATE_ARN = 'NEW_CERTIFICATE_ARN';
/** Stands in commands for the listener's ARN, which the step before prints. */
export const LISTENER_ARN = 'LISTENER_ARN';
/** Stands in commands for the load balancer's ARN, which the step before prints. */
export const LOAD_BALANCER_ARN = 'LOAD_BALANCER_ARN';

const ACM_VALIDATION = 'https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html';
const ACM_IMPORT = 'https://docs.aws.amazon.com/acm/latest/userguide/import-reimport.html';
const ELB_CERTIFICATES =
  'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/https-listener-certificates.html';

/** Requests a public certificate for these names and proves control of them by DNS. The certificate's ARN goes on as NEW_CERTIFICATE_ARN. */
export function requestCertificate(
  region: string,
  names: readonly string[],
  where = "the load balancer's own Region",
): Step[] {
  const [name = 'YOUR_NAME', ...others] = names;
  const alternatives = others.length > 0 ? ['--subject-alternative-names', ...others] : [];
  const acm = (...words: string[]) => shellLine('aws', 'acm', ...words);
  const certificate = ['--region', region, '--certificate-arn', NEW_CERTIFICATE_ARN];
  const record = ['--query', 'Certificate.DomainValidationOptions[].ResourceRecord'];
  return [
    {
      action: `Request a certificate in ACM in ${region}, ${where}. It prints NEW_CERTIFICATE_ARN`,
      command: acm('request-certificate', '--region', region, '--domain-name', name, ...alternatives, ...BY_DNS),
    },
    {
      action: 'Create the CNAME that this prints in the public DNS zone, and leave it there: ACM renews by it',
      command: acm('describe-certificate', ...certificate, ...record),
      verify: acm('wait', 'certificate-validated', ...certificate),
      reference: ACM_VALIDATION,
    },
  ];
}

const BY_DNS = ['--validation-method', 'DNS'];

/** A certificate to be put on a listener: in the place of the default one, or beside it, chosen by the name that is asked for. */
export type Attachment = {
  readonly region: string;
  readonly listenerArn: string;
  readonly certificateArn: string;
  readonly as: 'default' | 'extra';
  /** The default one before, where it is known. */
  readonly before?: string;
};

/** Puts it on the listener. */
export function attach(attachment: Attachment, action: string): Step {
  const { region, listenerArn, certificateArn, as, before } = attachment;
  const listener = ['--region', region, '--listener-arn', listenerArn];
  const elb = (command: string, arn: string) =>
    shellLine('aws', 'elbv2', command, ...listener, '--certificates', `CertificateArn=${arn}`);
  const back = as === 'extra' ? elb('remove-listener-certificates', certificateArn) : before && elb(MODIFY, before);
  return {
    action,
    command: elb(as === 'default' ? MODIFY : 'add-listener-certificates', certificateArn),
    verify: shellLine('aws', 'elbv2', 'describe-listener-certificates', ...listener),
    ...(back && { undo: back }),
    reference: ELB_CERTIFICATES,
  };
}

const MODIFY = 'modify-listener';

/** Takes a certificate that is not the default one off the listener. */
export function detach({ region, listenerArn, certificateArn }: Omit<Attachment, 'as'>, action: string): Step {
  const listener = ['--region', region, '--listener-arn', listenerArn];
  const certificate = ['--certificates', `CertificateArn=${certificateArn}`];
  return {
    action,
    command: shellLine('aws', 'elbv2', 'remove-listener-certificates', ...listener, ...certificate),
    undo: shellLine('aws', 'elbv2', 'add-listener-certificates', ...listener, ...certificate),
  };
}

/** Puts another certificate under the ARN of an imported one: what uses it goes on using it. Key type and size cannot change. */
export function reimport(region: string, certificateArn: string, action: string): Step {
  const files = ['--certificate', 'fileb://cert.pem', '--private-key', 'fileb://key.pem'];
  const target = ['--region', region, '--certificate-arn', certificateArn];
  return {
    action,
    command: shellLine(
      'aws',
      'acm',
      'import-certificate',
      ...target,
      ...files,
      '--certificate-chain',
      'fileb://chain.pem',
    ),
    verify: shellLine('aws', 'acm', 'describe-certificate', ...target, '--query', 'Certificate.NotAfter'),
    reference: ACM_IMPORT,
  };
}

/** Uploads a new server certificate beside the old one: IAM has no way to overwrite one. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_server-certs.html */
export function uploadServerCertificate(arn: string): Step {
  const [, path = '/', name = ''] = /:server-certificate(\/(?:.*\/)?)([^/]+)$/.exec(arn) ?? [];
  const iam = (...words: string[]) => shellLine('aws', 'iam', ...words);
  const files = ['--certificate-body', 'file://cert.pem', '--private-key', 'file://key.pem'];
  const next = `${name.slice(0, 120)}-new`;
  return {
    action: `It is in IAM (${name}), which renews nothing and overwrites nothing. Get a new one from a public authority and upload it under another name, in the same path; the ARN that this prints is NEW_CERTIFICATE_ARN in the last steps`,
    command: iam(
      'upload-server-certificate',
      '--server-certificate-name',
      next,
      '--path',
      path,
      ...files,
      '--certificate-chain',
      'file://chain.pem',
    ),
    verify: iam('get-server-certificate', '--server-certificate-name', next, '--query', EXPIRATION),
    reference: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_server-certs.html',
  };
}

const EXPIRATION = 'ServerCertificate.ServerCertificateMetadata.Expiration';

/** How to come by LISTENER_ARN where the listener could not be read. */
export function findListener(balancer: Extract<Serving, { kind: 'load-balancer' }>, port: number): Step[] {
  const { region, name, arn } = balancer;
  const elb = (...words: string[]) => shellLine('aws', 'elbv2', ...words);
  const byName = ['--names', name, '--query', 'LoadBalancers[0].LoadBalancerArn', '--output', 'text'];
  const columns = `Listeners[?Port==\`${port}\`].[ListenerArn,Protocol,Certificates[0].CertificateArn]`;
  const ofBalancer = ['--region', region, '--load-balancer-arn', arn ?? LOAD_BALANCER_ARN, '--query', columns];
  const find: Step = {
    action: `Find load balancer ${name} in ${region}. It prints LOAD_BALANCER_ARN`,
    command: elb('describe-load-balancers', '--region', region, ...byName),
  };
  const listener: Step = {
    action: `Find its listener on port ${port} (we could not: ${balancer.why}). It prints LISTENER_ARN, the protocol and the default certificate; if the protocol is TCP, the targets hold the certificate`,
    command: elb('describe-listeners', ...ofBalancer, '--output', 'text'),
  };
  return arn ? [listener] : [find, listener];
}
