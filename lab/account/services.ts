import { ACM } from './acm/service.ts';
import { API_GATEWAY } from './api-gateway/service.ts';
import { CLASSIC_ELB } from './classic-elb/service.ts';
import { CLOUDFRONT } from './cloudfront/service.ts';
import { CLOUDTRAIL } from './cloudtrail/service.ts';
import { CLOUDWATCH } from './cloudwatch/service.ts';
import { DYNAMODB } from './dynamodb/service.ts';
import { EC2 } from './ec2/service.ts';
import { ELB } from './elb/service.ts';
import { IAM } from './iam/service.ts';
import { LOGS } from './logs/service.ts';
import { ROUTE53 } from './route53/service.ts';
import { SCHEDULER } from './scheduler/service.ts';
import type { Service } from './service.ts';
import { SNS } from './sns/service.ts';
import { STS } from './sts/service.ts';
import { TAGGING } from './tagging/service.ts';
import type { Request } from './wire/protocol.ts';

/** What the product reads of an account. */
const READ: readonly Service[] = [CLOUDFRONT, CLOUDWATCH, ELB, EC2, ACM, IAM, LOGS, ROUTE53];

/** Every service that the account has. */
export const SERVICES: readonly Service[] = [
  ...READ,
  CLASSIC_ELB,
  STS,
  CLOUDTRAIL,
  TAGGING,
  API_GATEWAY,
  SNS,
  DYNAMODB,
  SCHEDULER,
];

/** Every operation of the account, by IAM prefix: `acm:DescribeCertificate`. */
export const ACTIONS: readonly string[] = SERVICES.flatMap(({ name, operations }) => {
  return [...operations.keys()].map((operation) => `${name}:${operation}`);
});

/** The IAM action of an operation, where that is another one: `apigateway:GET` of `apigateway:GetDomainName`. */
export function iamAction(operation: string): string {
  const [name = ''] = operation.split(':');
  const own = SERVICES.find((service) => service.name === name)?.action;
  return own ? `${name}:${own}` : operation;
}

/** The service that a request was signed for; where two share a scope, the version in its form tells which. */
export function serviceFor(scope: string | undefined, { body }: Request): Service | undefined {
  const known = SERVICES.filter((one) => one.scope === scope);
  return known.find(({ version }) => version !== undefined && body.includes(`Version=${version}`)) ?? known[0];
}

/** The service whose error format an unsigned request, or one for a stranger, most likely reads. */
export function likelyService({ method, headers }: Request): Service {
  if (headers['x-amz-target'] !== undefined) return ACM;
  return method === 'POST' ? ELB : CLOUDFRONT;
}
