import { usualGroupId } from '../ec2/security-groups.ts';
import type { ListenerFixture, LoadBalancerFixture } from '../fixture/load-balancer.ts';
import { hexOf, MADE_AT } from '../names.ts';
import type { Context } from '../service.ts';
import type { Wire } from '../wire/value.ts';
import { dnsNameOf, listenerArnOf, loadBalancerArnOf } from './names.ts';

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
  const target = loadBalancerArnOf(balancer, context).replace(/loadbalancer\/.*/, `targetgroup/${balancer.name}/`);
  const targetGroupArn = `${target}${hexOf(`${target} ${listener.port}`, 16)}`;
  return {
    ListenerArn: listenerArnOf(balancer, listener, context),
    LoadBalancerArn: loadBalancerArnOf(balancer, context),
    Port: listener.port,
    Protocol: protocol,
    Certificates: arn ? [{ CertificateArn: arn }] : undefined,
    SslPolicy: encrypted ? (listener.sslPolicy ?? 'ELBSecurityPolicy-2016-08') : undefined,
    DefaultActions: [{ Type: 'forward', TargetGroupArn: targetGroupArn, Order: 1 }],
    MutualAuthentication: protocol === 'HTTPS' ? mutualAuthenticationOf(listener) : undefined,
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
