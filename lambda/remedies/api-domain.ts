import type { ApiDomain } from '../model/api-domain.ts';
import type { Step } from '../model/finding.ts';
import { shellLine } from './shell.ts';

/** The value that ends mutual TLS is an empty one. https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mutual-tls.html */
const MUTUAL_TLS = 'https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mutual-tls.html';
/** What can be changed of a domain name. https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html */
const PATCHES = 'https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html';

/** Puts another certificate of ACM on a custom domain name: of its own Region, of us-east-1 where it is edge-optimized. */
export function giveApiDomain(domain: ApiDomain, certificateArn: string, action: string): Step {
  const now = domain.certificateArn ? ` in the place of ${domain.certificateArn}` : '';
  const field = domain.edge ? 'certificateArn' : 'regionalCertificateArn';
  const long = domain.edge ? 'It takes up to 40 minutes' : 'It takes a few minutes';
  return {
    action: `${action} ${domain.name}${now}. ${long}: UPDATING, then AVAILABLE`,
    command: update(domain, `op=replace,path=/${field},value=${certificateArn}`),
    ...(domain.certificateArn && { undo: update(domain, `op=replace,path=/${field},value=${domain.certificateArn}`) }),
    verify: look(domain, `[domainNameStatus,${field}]`),
    reference: PATCHES,
  };
}

/** A security policy with TLS 1.2, which every API may have. https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-custom-domain-tls-version.html */
export function speakTls12(domain: ApiDomain): Step {
  return {
    action: `Give the custom domain name ${domain.name} the security policy TLS_1_2; it has ${domain.securityPolicy.slice(0, 60)}`,
    command: update(domain, 'op=replace,path=/securityPolicy,value=TLS_1_2'),
    undo: update(domain, `op=replace,path=/securityPolicy,value=${domain.securityPolicy}`),
    verify: look(domain, '[domainNameStatus,securityPolicy]'),
    reference: PATCHES,
  };
}

/** Lets clients in without a certificate; the trust store puts it back. */
export function endMutualTls(domain: ApiDomain, trustStore: string): Step {
  return {
    action: `Or end mutual TLS on ${domain.name} (trust store now: ${trustStore.slice(0, 100)}). Whoever knows the name then gets in: admit CloudFront alone in another way`,
    command: update(domain, 'op=replace,path=/mutualTlsAuthentication/truststoreUri,value='),
    undo: update(
      domain,
      `op=replace,path=/mutualTlsAuthentication/truststoreUri,value=${domain.trustStore ?? 'TRUST_STORE'}`,
    ),
    verify: look(domain, '[domainNameStatus,mutualTlsAuthentication]'),
    reference: MUTUAL_TLS,
  };
}

function update({ region, name }: ApiDomain, patch: string): string {
  const domain = ['--region', region, '--domain-name', name];
  return shellLine('aws', 'apigateway', 'update-domain-name', ...domain, '--patch-operations', patch);
}

function look({ region, name }: ApiDomain, query: string): string {
  return shellLine('aws', 'apigateway', 'get-domain-name', '--region', region, '--domain-name', name, '--query', query);
}
