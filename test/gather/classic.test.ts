import { describe, expect, test } from '@jest/globals';
import { startAccount } from '../../lab/account/server.ts';
import { isAbsent } from '../../lambda/gather/absent.ts';
import { toClassic } from '../../lambda/gather/classic.ts';
import { toClassicState } from '../../lambda/gather/classic-listener.ts';
import { recordsOf } from '../../lambda/gather/records.ts';
import { lookIn } from './look.ts';

const ACM = 'arn:aws:acm:eu-west-1:111122223333:certificate/11111111-1111-4111-8111-111111111111';
const DNS_NAME = 'Shop-1234567890.eu-west-1.elb.amazonaws.com';

/** As the API answered. */
const RECORDED = {
  LoadBalancerName: 'Shop',
  DNSName: DNS_NAME,
  ListenerDescriptions: [
    {
      Listener: {
        Protocol: 'HTTPS',
        LoadBalancerPort: 443,
        InstanceProtocol: 'HTTP',
        InstancePort: 80,
        SSLCertificateId: ACM,
      },
      PolicyNames: ['ELBSecurityPolicy-2016-08'],
    },
    { Listener: { Protocol: 'tcp', LoadBalancerPort: 8443, InstanceProtocol: 'TCP', InstancePort: 8443 } },
  ],
  VPCId: 'vpc-1',
  SecurityGroups: ['sg-1'],
  SourceSecurityGroup: { OwnerAlias: '111122223333', GroupName: 'default' },
  Scheme: 'internet-facing',
};

const classic = (more = {}) => {
  const found = toClassic({ ...RECORDED, ...more }, 'eu-west-1');
  if (!found) throw new Error('not recognised');
  return found;
};

describe('a classic load balancer', () => {
  test('gets the ARN that IAM has for it, with the account that owns its group', () => {
    expect(classic().loadBalancer).toEqual({
      arn: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/Shop',
      name: 'Shop',
      dnsName: 'shop-1234567890.eu-west-1.elb.amazonaws.com',
      region: 'eu-west-1',
      accountId: '111122223333',
      type: 'classic',
      scheme: 'internet-facing',
      state: 'active',
      addressType: 'ipv4',
      securityGroups: ['sg-1'],
    });
    expect(classic({ SourceSecurityGroup: { OwnerAlias: 'amazon-elb' } }).loadBalancer.accountId).toBe('111122223333');
    expect(toClassic(RECORDED, 'cn-north-1')?.loadBalancer.arn).toMatch(/^arn:aws-cn:/);
    expect(toClassic({ DNSName: DNS_NAME }, 'eu-west-1')).toBeUndefined();
  });

  test('has one certificate a listener, and says which ports it has', () => {
    expect(toClassicState(classic(), 443)).toEqual({
      kind: 'found',
      listener: {
        arn: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/Shop/443',
        port: 443,
        protocol: 'HTTPS',
        certificates: [{ arn: ACM, isDefault: true }],
        mutualAuthentication: 'off',
      },
    });
    expect(toClassicState(classic(), 8443)).toMatchObject({ listener: { protocol: 'TCP', certificates: [] } });
    expect(toClassicState(classic(), 8080)).toEqual({
      kind: 'missing',
      port: 8080,
      others: [
        { port: 443, protocol: 'HTTPS' },
        { port: 8443, protocol: 'tcp' },
      ],
    });
  });

  test('costs two calls, its listener included, however many there are', async () => {
    const many = Array.from({ length: 500 }, (_, index) => ({ region: 'eu-west-1', name: `other-${index}` }));
    const listeners = [{ port: 443, certificateArn: ACM }];
    const own = { region: 'eu-west-1', name: 'Shop', dnsName: DNS_NAME, listeners };
    const account = await startAccount({ classicLoadBalancers: [...many, own] });
    try {
      const look = lookIn({ endpoint: account.endpoint, credentials: { accessKeyId: 'A', secretAccessKey: 'b' } });
      const records = recordsOf(look);
      const resolution = { kind: 'resolved', name: 'x', cnames: [DNS_NAME], addresses: ['192.0.2.1'], cut: 0 } as const;
      const { loadBalancer } = await records.behind('origin.example.com', resolution);
      expect(loadBalancer).toMatchObject({ status: 'observed', value: { type: 'classic', name: 'Shop' } });
      if (loadBalancer.status !== 'observed') return;
      const [one, other] = await Promise.all([443, 80].map((port) => records.listener(loadBalancer.value, port)));
      expect(one).toMatchObject({ value: { kind: 'found', listener: { certificates: [{ arn: ACM }] } } });
      expect(other).toMatchObject({ value: { kind: 'missing' } });
      expect(account.calls.map(({ operation, outcome }) => `${operation} ${outcome}`)).toEqual([
        'DescribeLoadBalancers LoadBalancerNotFound',
        'DescribeLoadBalancers ok',
      ]);
    } finally {
      await account.close();
    }
  });
});

test('what is not there is told from what is', () => {
  expect(isAbsent({ absent: 'x' })).toBe(true);
  expect(isAbsent([])).toBe(false);
});
