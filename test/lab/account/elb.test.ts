import {
  DescribeListenerCertificatesCommand,
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeSSLPoliciesCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Account } from '../../../lab/account/account.ts';
import { startAccount } from '../../../lab/account/server.ts';
import { clientsOf, errorOf, withAccount } from './clients.ts';
import { DEFAULT_CERTIFICATE, ESTATE, FULL, LISTENER, LOAD_BALANCER, SPARE_CERTIFICATE, WEB_GROUP } from './estate.ts';

let account: Account;
beforeAll(async () => {
  account = await startAccount(ESTATE);
});
afterAll(() => account.close());

const here = () => clientsOf(account, 'eu-west-1').elb;

describe('load balancers', () => {
  test('are found by name, in their own region', async () => {
    const { LoadBalancers } = await here().send(new DescribeLoadBalancersCommand({ Names: ['shop'] }));
    expect(LoadBalancers).toHaveLength(1);
    expect(LoadBalancers?.[0]).toMatchObject({
      LoadBalancerArn: LOAD_BALANCER,
      Type: 'application',
      Scheme: 'internet-facing',
      State: { Code: 'active' },
      IpAddressType: 'ipv4',
    });
    expect(LoadBalancers?.[0]?.CreatedTime).toBeInstanceOf(Date);
    const abroad = clientsOf(account, 'us-east-1').elb;
    const other = await abroad.send(new DescribeLoadBalancersCommand({ Names: ['shop'] }));
    expect(other.LoadBalancers?.[0]?.LoadBalancerArn).toContain(':us-east-1:');
    const error = await errorOf(abroad.send(new DescribeLoadBalancersCommand({ Names: ['net'] })));
    expect(error.name).toBe('LoadBalancerNotFoundException');
  });

  test('have DNS names of the form that their type has', async () => {
    const names = { Names: ['shop', 'inner', 'net'] };
    const { LoadBalancers } = await here().send(new DescribeLoadBalancersCommand(names));
    const dns = Object.fromEntries((LoadBalancers ?? []).map((one) => [one.LoadBalancerName, one.DNSName]));
    expect(dns.shop).toMatch(/^shop-\d{10}\.eu-west-1\.elb\.amazonaws\.com$/);
    expect(dns.inner).toMatch(/^internal-inner-\d{10}\.eu-west-1\.elb\.amazonaws\.com$/);
    expect(dns.net).toMatch(/^net-[0-9a-f]{16}\.elb\.eu-west-1\.amazonaws\.com$/);
  });

  test('that are not there fail the whole call with 400', async () => {
    const error = await errorOf(here().send(new DescribeLoadBalancersCommand({ Names: ['shop', 'gone'] })));
    expect(error.name).toBe('LoadBalancerNotFoundException');
    expect(error.message).toBe("Load balancers '[gone]' not found");
    expect(error).toMatchObject({ $metadata: { httpStatusCode: 400 } });
    expect(account.calls.at(-1)?.outcome).toBe('LoadBalancerNotFound');
  });

  test('are never listed: the attempt is refused and written down', async () => {
    const error = await errorOf(here().send(new DescribeLoadBalancersCommand({})));
    expect(error).toMatchObject({ name: 'AccessDenied', message: 'the responder must never list an account' });
    expect(account.calls.at(-1)).toMatchObject({ operation: 'DescribeLoadBalancers', outcome: 'AccessDenied' });
  });
});

describe('listeners', () => {
  test('tell their default certificate alone', async () => {
    const { Listeners } = await here().send(new DescribeListenersCommand({ LoadBalancerArn: LOAD_BALANCER }));
    expect(Listeners?.map(({ Port, Protocol }) => [Port, Protocol])).toEqual([
      [443, 'HTTPS'],
      [80, 'HTTP'],
      [8080, 'HTTP'],
    ]);
    expect(Listeners?.map(({ DefaultActions }) => DefaultActions?.[0])).toMatchObject([
      { Type: 'forward', TargetGroupArn: expect.stringContaining(':targetgroup/shop/'), Order: 1 },
      { Type: 'redirect', RedirectConfig: { Protocol: 'HTTPS', Host: '#{host}', Port: '443', StatusCode: 'HTTP_301' } },
      { Type: 'fixed-response', FixedResponseConfig: { StatusCode: '503', MessageBody: 'no' } },
    ]);
    expect(Listeners?.[0]).toMatchObject({
      ListenerArn: LISTENER,
      Certificates: [{ CertificateArn: DEFAULT_CERTIFICATE }],
      SslPolicy: 'ELBSecurityPolicy-2016-08',
      MutualAuthentication: { Mode: 'verify', IgnoreClientCertificateExpiry: false },
    });
    expect(Listeners?.[1]?.Certificates).toBeUndefined();
    expect(Listeners?.[1]?.SslPolicy).toBeUndefined();
  });

  test('need a load balancer or listeners to ask for', async () => {
    expect((await errorOf(here().send(new DescribeListenersCommand({})))).name).toBe('ValidationError');
    const gone = new DescribeListenersCommand({ LoadBalancerArn: `${LOAD_BALANCER}0` });
    expect((await errorOf(here().send(gone))).name).toBe('LoadBalancerNotFoundException');
    const both = new DescribeListenersCommand({ ListenerArns: [LISTENER, `${LISTENER}0`] });
    expect((await errorOf(here().send(both))).name).toBe('ListenerNotFoundException');
  });
});

describe('target groups', () => {
  const groupsOf = (LoadBalancerArn: string) => here().send(new DescribeTargetGroupsCommand({ LoadBalancerArn }));

  test('stand behind every listener that forwards, and are the ones that its default action names', async () => {
    const { TargetGroups } = await groupsOf(LOAD_BALANCER);
    const { Listeners } = await here().send(new DescribeListenersCommand({ LoadBalancerArn: LOAD_BALANCER }));
    const forwarded = Listeners?.flatMap(({ DefaultActions }) => DefaultActions?.[0]?.TargetGroupArn ?? []);
    expect(forwarded?.length).toBeGreaterThan(0);
    expect(TargetGroups?.map(({ TargetGroupArn }) => TargetGroupArn)).toEqual(forwarded);
    expect(TargetGroups?.[0]).toMatchObject({ Protocol: 'HTTP', Port: 8080, LoadBalancerArns: [LOAD_BALANCER] });
  });

  test('tell the health of their targets', async () => {
    const ask = (TargetGroupArn?: string) => here().send(new DescribeTargetHealthCommand({ TargetGroupArn }));
    const [web, ofFunction] = (await groupsOf(FULL)).TargetGroups ?? [];
    expect((await ask(web?.TargetGroupArn)).TargetHealthDescriptions).toMatchObject([
      {
        Target: { Id: '10.0.1.11', Port: 8080 },
        TargetHealth: { State: 'unhealthy', Reason: 'Target.Timeout', Description: 'Request timed out' },
      },
    ]);
    expect(ofFunction).toMatchObject({ TargetType: 'lambda', HealthCheckEnabled: false });
    expect(ofFunction?.Port).toBeUndefined();
    const [health] = (await ask(ofFunction?.TargetGroupArn)).TargetHealthDescriptions ?? [];
    expect(health?.TargetHealth?.State).toBe('unavailable');
    const usual = (await groupsOf(LOAD_BALANCER)).TargetGroups?.[0]?.TargetGroupArn;
    const states = (await ask(usual)).TargetHealthDescriptions?.map(({ TargetHealth }) => TargetHealth?.State);
    expect(states).toEqual(['healthy', 'healthy']);
    expect((await errorOf(ask(`${WEB_GROUP}0`))).name).toBe('TargetGroupNotFoundException');
  });

  test('are never listed', async () => {
    const error = await errorOf(here().send(new DescribeTargetGroupsCommand({})));
    expect(error.message).toBe('the responder must never list an account');
  });
});

describe('the certificates of a listener', () => {
  test('tell the default one twice where it stands in the list too', async () => {
    const command = new DescribeListenerCertificatesCommand({ ListenerArn: LISTENER });
    expect((await here().send(command)).Certificates).toEqual([
      { CertificateArn: DEFAULT_CERTIFICATE, IsDefault: true },
      { CertificateArn: DEFAULT_CERTIFICATE, IsDefault: false },
      { CertificateArn: SPARE_CERTIFICATE, IsDefault: false },
    ]);
  });

  test('come in pages, and a marker that was never given is refused', async () => {
    await withAccount({ ...ESTATE, pageSize: 2 }, async (small) => {
      const { elb } = clientsOf(small, 'eu-west-1');
      const ask = (Marker?: string) =>
        elb.send(new DescribeListenerCertificatesCommand({ ListenerArn: LISTENER, Marker }));
      const first = await ask();
      expect(first.Certificates).toHaveLength(2);
      const second = await ask(first.NextMarker);
      expect(second.Certificates).toEqual([{ CertificateArn: SPARE_CERTIFICATE, IsDefault: false }]);
      expect(second.NextMarker).toBeUndefined();
      expect((await errorOf(ask('made-up'))).name).toBe('ValidationError');
    });
  });

  test('are the default one alone where the API made the listener', async () => {
    const listener = { port: 443, arn: LISTENER, defaultCertificateArn: DEFAULT_CERTIFICATE, certificateArns: [] };
    await withAccount({ loadBalancers: [{ region: 'eu-west-1', name: 'a', listeners: [listener] }] }, async (small) => {
      const command = new DescribeListenerCertificatesCommand({ ListenerArn: LISTENER });
      const { Certificates } = await clientsOf(small, 'eu-west-1').elb.send(command);
      expect(Certificates).toEqual([{ CertificateArn: DEFAULT_CERTIFICATE, IsDefault: true }]);
    });
  });
});

describe('security policies', () => {
  const ask = (Names?: string[]) => here().send(new DescribeSSLPoliciesCommand({ Names }));

  test('are told by name, with their versions and ciphers in order', async () => {
    const { SslPolicies } = await ask(['ELBSecurityPolicy-TLS13-1-3-2021-06']);
    expect(SslPolicies).toEqual([
      {
        Name: 'ELBSecurityPolicy-TLS13-1-3-2021-06',
        SslProtocols: ['TLSv1.3'],
        Ciphers: [
          { Name: 'TLS_AES_128_GCM_SHA256', Priority: 1 },
          { Name: 'TLS_AES_256_GCM_SHA384', Priority: 2 },
          { Name: 'TLS_CHACHA20_POLY1305_SHA256', Priority: 3 },
        ],
        SupportedLoadBalancerTypes: ['application', 'network'],
      },
    ]);
  });

  test('that do not exist fail the call; all at once are never asked for', async () => {
    expect(await errorOf(ask(['ELBSecurityPolicy-1999']))).toMatchObject({
      name: 'SSLPolicyNotFoundException',
      $metadata: { httpStatusCode: 400 },
    });
    expect((await errorOf(ask())).name).toBe('AccessDenied');
  });
});
