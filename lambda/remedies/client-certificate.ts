import type { Step } from '../model/finding.ts';
import type { Target } from '../model/handshake.ts';
import type { Listener } from '../model/load-balancer.ts';
import { endMutualTls } from './api-domain.ts';
import { editOrigin } from './edit-distribution.ts';
import { type Sight, serving } from './serving.ts';
import { shellLine } from './shell.ts';
import { showChain } from './verify.ts';

const ORIGIN_MTLS =
  'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/origin-mtls-authentication.html';
const ALB_MTLS = 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/mutual-authentication.html';

/** Gives CloudFront a certificate to show, or lets the listener or the server do without. */
export function stopDemanding(target: Target, seen: Sight): Step[] {
  return [...showClientCertificate(seen), doWithout(target, seen)];
}

/** Gives CloudFront a certificate to show (origin mTLS); custom origins alone can have one. */
export function showClientCertificate({ origin, distribution }: Pick<Sight, 'origin' | 'distribution'>): Step[] {
  if (origin.connection.type !== 'custom') return [];
  const configure = editOrigin(
    'Give CloudFront a client certificate that the origin trusts: import it into ACM in us-east-1 (RSA 2048 or P-256, clientAuth) and write its ARN in the place of CLIENT_CERTIFICATE_ARN',
    distribution,
    origin.id,
    '.CustomOriginConfig.OriginMtlsConfig = {"ClientCertificateArn": "CLIENT_CERTIFICATE_ARN"}',
  );
  return [{ ...configure, reference: ORIGIN_MTLS }];
}

const MUTUAL = '--mutual-authentication';

/** Lets the listener do without; `verb` begins the sentence. `verify`: default, its record. */
export function doWithoutClients(listener: Listener, region: string, verb: string, verify?: string): Step {
  const { arn, mutualAuthentication } = listener;
  const isPassed = mutualAuthentication === 'passthrough';
  const elb = (command: string, ...words: readonly string[]) =>
    shellLine('aws', 'elbv2', command, '--region', region, ...words);
  return {
    action: `${verb} off mutual authentication on the listener (now: ${mutualAuthentication}). Whoever knows its address then gets in: admit CloudFront alone in another way`,
    command: elb('modify-listener', '--listener-arn', arn, MUTUAL, 'Mode=off'),
    verify: verify ?? elb('describe-listeners', '--listener-arns', arn, '--query', 'Listeners[].MutualAuthentication'),
    ...(isPassed && { undo: elb('modify-listener', '--listener-arn', arn, MUTUAL, 'Mode=passthrough') }),
    reference: ALB_MTLS,
  };
}

function doWithout(target: Target, seen: Sight): Step {
  const holder = serving(undefined, seen);
  const verify = showChain(target);
  if (holder.kind === 'api-domain') return endMutualTls(holder.domain, holder.domain.trustStore ?? 'not seen');
  if (holder.kind === 'listener') return doWithoutClients(holder.listener, holder.region, 'Or turn', verify);
  return {
    action:
      'Or let the server ask no client for a certificate on this port, and admit CloudFront in another way. nginx: `ssl_verify_client off;`',
    command: 'sudo nginx -t && sudo systemctl reload nginx',
    verify,
  };
}
