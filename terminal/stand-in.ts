import type { Behavior, Distribution, Origin, OriginKind } from '../lambda/model/distribution.ts';
import type { OriginOptions } from './command.ts';

/** What CloudFront sets where nobody says otherwise. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html */
const CONNECTION_ATTEMPTS = 3;
const CONNECTION_TIMEOUT_SECONDS = 10;
const READ_TIMEOUT_SECONDS = 30;

/** The smallest distribution around one origin, as its one behavior would reach it. */
export function standIn(options: OriginOptions, kind: OriginKind): Distribution {
  return {
    id: '',
    domainName: '',
    aliases: options.hostHeaders,
    enabled: true,
    status: 'Deployed',
    staging: false,
    behaviors: [behavior(options)],
    origins: [origin(options, kind)],
    originGroups: [],
  };
}

function behavior({ host, hostHeaders, policy }: OriginOptions): Behavior {
  return {
    pathPattern: '*',
    isDefault: true,
    targetOriginId: host,
    viewerProtocolPolicy: policy === 'match-viewer' ? 'allow-all' : 'redirect-to-https',
    hostForwarding:
      hostHeaders.length > 0 ? { kind: 'forwarded', by: 'origin-request-policy' } : { kind: 'not-forwarded' },
    edgeFunctions: [],
  };
}

function origin({ host, port, protocols, policy, addressType }: OriginOptions, kind: OriginKind): Origin {
  const overHttp = policy === 'http-only';
  return {
    id: host,
    domainName: host,
    path: '',
    kind,
    connection: {
      type: 'custom',
      addressType,
      protocolPolicy: policy,
      httpPort: overHttp ? port : 80,
      httpsPort: overHttp ? 443 : port,
      sslProtocols: protocols,
      readTimeoutSeconds: READ_TIMEOUT_SECONDS,
    },
    connectionAttempts: CONNECTION_ATTEMPTS,
    connectionTimeoutSeconds: CONNECTION_TIMEOUT_SECONDS,
    customHeaderNames: [],
  };
}
