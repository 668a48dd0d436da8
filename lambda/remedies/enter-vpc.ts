import type { CustomConnection, Distribution, Origin } from '../model/distribution.ts';
import type { Observations } from '../model/evidence.ts';
import type { Step } from '../model/finding.ts';
import { editOrigin } from './edit-distribution.ts';
import { shellLine } from './shell.ts';

const VPC_ORIGINS =
  'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html';

/** The other way. */
export const FACE_THE_INTERNET: Step = {
  action:
    'Or put an internet-facing load balancer there and point the origin at it: the scheme of one is fixed when it is made',
};

type Seen = {
  readonly origin: Origin;
  readonly distribution: Distribution;
  readonly loadBalancer: Observations['loadBalancer'];
};

/** Lets CloudFront into the private network, to the load balancer or instance that `origin` means; `what`: how a sentence calls it. */
export function useVpcOrigin({ origin, distribution, loadBalancer }: Seen, what = 'it'): Step[] {
  const known = loadBalancer.status === 'observed' && loadBalancer.value.type !== 'classic';
  const arn = known ? loadBalancer.value.arn : 'LOAD_BALANCER_OR_INSTANCE_ARN';
  const classic = loadBalancer.status === 'observed' && !known ? NO_CLASSIC : '';
  const id = ['--query', 'VpcOrigin.Id', '--output', 'text'];
  return [
    {
      action: `Make a VPC origin of ${what}${classic}, in the account that holds it. It prints VPC_ORIGIN_ID, and takes up to 15 minutes`,
      command: shellLine('aws', 'cloudfront', 'create-vpc-origin', CONFIG, endpointConfig(origin, arn), ...id),
      verify: shellLine('aws', 'cloudfront', 'get-vpc-origin', '--id', 'VPC_ORIGIN_ID', '--query', 'VpcOrigin.Status'),
      reference: VPC_ORIGINS,
    },
    editOrigin(
      'Once it says Deployed, let the origin use it; its domain name stays, and the security group must admit CloudFront',
      distribution,
      origin.id,
      'del(.CustomOriginConfig) | .VpcOriginConfig = {VpcOriginId: "VPC_ORIGIN_ID"}',
    ),
  ];
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html */
const NO_CLASSIC =
  ' (a classic load balancer cannot be one: put an application load balancer or an instance in its place)';

const CONFIG = '--vpc-origin-endpoint-config';

/** The CLI's JSON form. https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_VpcOriginEndpointConfig.html */
function endpointConfig({ id, connection }: Origin, arn: string): string {
  const { protocolPolicy, httpPort, httpsPort, sslProtocols } = connection.type === 's3' ? DEFAULT : connection;
  return JSON.stringify({
    Name: id.slice(0, 64),
    Arn: arn,
    HTTPPort: httpPort,
    HTTPSPort: httpsPort,
    OriginProtocolPolicy: protocolPolicy,
    OriginSslProtocols: { Quantity: sslProtocols.length, Items: sslProtocols },
  });
}

const DEFAULT: Omit<CustomConnection, 'readTimeoutSeconds'> = {
  protocolPolicy: 'https-only',
  httpPort: 80,
  httpsPort: 443,
  sslProtocols: ['TLSv1.2'],
};
