import { usualGroupId } from '../ec2/security-groups.ts';
import type { ListenerFixture, LoadBalancerFixture } from '../fixture/load-balancer.ts';
import { hexOf, MADE_AT } from '../names.ts';
import type { Context } from '../service.ts';
import type { Wire } from '../wire/value.ts';
import { dnsNameOf, listenerArnOf, loadBalancerArnOf } from './names.ts';
import { targetGroupsOf } from './targets.ts';

/** `LoadBalancer`. https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancer.html */
export function loadBalancerOf(balancer: LoadBalancerFixture, context: Context): Wire {
  const { region, name, type = 'application' } = balancer;
  return {
    LoadBalancerArn: loadBalancerArnOf(balancer, context),
    DNSName: dnsNameOf(balancer),
    CanonicalHostedZoneId: `Z${hexOf(`${type} ${region}`, 13).toUpperCase()}`,
    CreatedTime: MADE_AT,
    LoadBalancerName: name,
    Scheme: balancer.scheme ?? 'internet-facing',
    VpcId: `vpc-${hexOf(region, 17)}`,
    State: { Code: balancer.state ?? 'active' },
    Type: type,
    AvailabilityZones: ['a', 'b'].map((zone) => ({
      ZoneName: `${region}${zone}`,
      SubnetId: `subnet-${hexOf(`${region}${zone}`, 17)}`,
      LoadBalancerAddresses: [],
    })),
    SecurityGroups: balancer.securityGroups ?? [usualGroupId(balancer)],
    IpAddressType: balancer.addressType ?? 'ipv4',
  };
}

/**
 * `Listener`; of its certificates only the default one, and without `IsDefault`.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Listener.html
 */
export function listenerOf(balancer: LoadBalancerFixture, listener: ListenerFixture, context: Context): Wire {
  const arn = listener.defaultCertificateArn;
  const protocol = protocolOf(listener);
  const encrypted = protocol === 'HTTPS' || protocol === 'TLS';
  return {
    ListenerArn: listenerArnOf(balancer, listener, context),
    LoadBalancerArn: loadBalancerArnOf(balancer, context),
    Port: listener.port,
    Protocol: protocol,
    Certificates: arn ? [{ CertificateArn: arn }] : undefined,
    SslPolicy: encrypted ? (listener.sslPolicy ?? 'ELBSecurityPolicy-2016-08') : undefined,
    DefaultActions: [defaultActionOf(balancer, listener, context)],
    MutualAuthentication:
      protocol === 'HTTPS' || listener.mutualAuthentication ? mutualAuthenticationOf(listener) : undefined,
  };
}

/** `Action`, alone and so the first. https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Action.html */
function defaultActionOf(balancer: LoadBalancerFixture, listener: ListenerFixture, context: Context): Wire {
  const { defaultAction: action } = listener;
  if (action?.type === 'fixed-response') {
    const { status, body } = action;
    const config = { StatusCode: status, ContentType: 'text/plain', MessageBody: body };
    return { Type: 'fixed-response', Order: 1, FixedResponseConfig: config };
  }
  if (action?.type === 'redirect') {
    const { protocol = '#{protocol}', host = '#{host}', port = '#{port}', path = '/#{path}', status } = action;
    const where = { Protocol: protocol, Host: host, Port: port, Path: path, Query: '#{query}' };
    return { Type: 'redirect', Order: 1, RedirectConfig: { ...where, StatusCode: status ?? 'HTTP_301' } };
  }
  return { Type: 'forward', Order: 1, ...forwardTo(groupArnOf(balancer, listener, context)) };
}

function groupArnOf(balancer: LoadBalancerFixture, { port }: ListenerFixture, context: Context): string {
  const placed = targetGroupsOf(balancer, context).find(({ group }) => group.listenerPort === port);
  return placed?.arn ?? '';
}

function forwardTo(arn: string): Record<string, Wire> {
  const stickiness = { Enabled: false };
  return {
    TargetGroupArn: arn,
    ForwardConfig: { TargetGroups: [{ TargetGroupArn: arn, Weight: 1 }], TargetGroupStickinessConfig: stickiness },
  };
}

function mutualAuthenticationOf({ mutualAuthentication: mutual }: ListenerFixture): Wire {
  if (mutual?.mode !== 'verify') return { Mode: mutual?.mode ?? 'off' };
  return {
    Mode: 'verify',
    TrustStoreArn: mutual.trustStoreArn,
    IgnoreClientCertificateExpiry: mutual.ignoreClientCertificateExpiry ?? false,
    TrustStoreAssociationStatus: 'active',
    AdvertiseTrustStoreCaNames: 'off',
  };
}

function protocolOf(listener: ListenerFixture): string {
  return listener.protocol ?? 'HTTPS';
}

/**
 * All certificates: the default one first, and once more with `IsDefault` false where it stands in the list too.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeListenerCertificates.html
 */
export function certificatesOf({ defaultCertificateArn, certificateArns }: ListenerFixture): readonly Wire[] {
  const byDefault = defaultCertificateArn ? [defaultCertificateArn] : [];
  return [
    ...byDefault.map((arn) => ({ CertificateArn: arn, IsDefault: true })),
    ...(certificateArns ?? byDefault).map((arn) => ({ CertificateArn: arn, IsDefault: false })),
  ];
}
