import type { Listener as Description } from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Aws, awsClients } from '../../lambda/gather/clients.ts';
import { readListener, toListenerState, withCertificates } from '../../lambda/gather/listener.ts';
import type { Listener, LoadBalancer } from '../../lambda/model/load-balancer.ts';
import { type Call, type Loopback, startLoopback, xml, xmlError } from './aws-loopback.ts';

const LISTENER =
  'arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/shop/50dc6c495c0c9188/f2f7dc8efc522ab2';
const cert = (id: string) => `arn:aws:acm:eu-west-1:111122223333:certificate/${id}`;
const LOAD_BALANCER: LoadBalancer = {
  arn: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/shop/50dc6c495c0c9188',
  name: 'shop',
  dnsName: 'shop-1.eu-west-1.elb.amazonaws.com',
  region: 'eu-west-1',
  accountId: '111122223333',
  type: 'application',
  scheme: 'internet-facing',
  state: 'active',
  addressType: 'ipv4',
  securityGroups: [],
};
const HTTPS: Description = {
  ListenerArn: LISTENER,
  Port: 443,
  Protocol: 'HTTPS',
  Certificates: [{ CertificateArn: cert('default') }],
  SslPolicy: 'ELBSecurityPolicy-2016-08',
};
const LISTED: Listener = {
  arn: LISTENER,
  port: 443,
  protocol: 'HTTPS',
  certificates: [{ arn: cert('default'), isDefault: true }],
  mutualAuthentication: 'off',
};

describe('the mapping', () => {
  test('finds the listener on the port, with its default certificate', () => {
    const state = toListenerState(
      [
        { ListenerArn: 'other', Port: 80, Protocol: 'HTTP' },
        { ...HTTPS, MutualAuthentication: { Mode: 'verify' } },
      ],
      443,
    );
    expect(state).toEqual({
      kind: 'found',
      listener: { ...LISTED, sslPolicy: 'ELBSecurityPolicy-2016-08', mutualAuthentication: 'verify' },
    });
  });

  test.each([
    [[{ Type: 'forward', TargetGroupArn: 'tg' }], { kind: 'forward', to: ['tg'] }],
    [
      [
        {
          Type: 'forward',
          ForwardConfig: {
            TargetGroups: [
              { TargetGroupArn: 'blue', Weight: 90 },
              { TargetGroupArn: 'green', Weight: 10 },
              { TargetGroupArn: 'old', Weight: 0 },
            ],
          },
        },
      ],
      { kind: 'forward', to: ['blue', 'green'] },
    ],
    [[{ Type: 'forward' }], { kind: 'forward', to: [] }],
    [
      [
        { Type: 'fixed-response', Order: 2, FixedResponseConfig: { StatusCode: '503' } },
        { Type: 'authenticate-oidc', Order: 1 },
      ],
      { kind: 'fixed-response', status: 503 },
    ],
    [
      [{ Type: 'redirect', RedirectConfig: { Protocol: 'HTTPS', Port: '443', StatusCode: 'HTTP_301' } }],
      { kind: 'redirect', protocol: 'HTTPS', host: '#{host}', port: '443', path: '/#{path}' },
    ],
    [[{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: 'soon' } }], undefined],
    [[], undefined],
  ] satisfies [Description['DefaultActions'], unknown][])('reads default actions %j', (DefaultActions, action) => {
    const state = toListenerState([{ ...HTTPS, DefaultActions }], 443);
    expect(state.kind === 'found' && state.listener.defaultAction).toEqual(action);
  });

  test('keeps that expired client certificates are let in', () => {
    const MutualAuthentication = { Mode: 'verify', IgnoreClientCertificateExpiry: true };
    expect(toListenerState([{ ...HTTPS, MutualAuthentication }], 443)).toMatchObject({
      listener: { mutualAuthentication: 'verify', ignoresClientExpiry: true },
    });
  });

  test('says which listeners there are instead', () => {
    expect(toListenerState([{ ListenerArn: 'a', Port: 80, Protocol: 'HTTP' }, HTTPS], 8443)).toEqual({
      kind: 'missing',
      port: 8443,
      others: [
        { port: 80, protocol: 'HTTP' },
        { port: 443, protocol: 'HTTPS' },
      ],
    });
  });

  test('what takes no TCP does not count', () => {
    const udp = { ListenerArn: 'u', Port: 443, Protocol: 'UDP' } as const;
    expect(toListenerState([udp], 443)).toMatchObject({ kind: 'missing', others: [{ port: 443, protocol: 'UDP' }] });
    expect(toListenerState([udp, HTTPS], 443)).toMatchObject({ kind: 'found', listener: { arn: LISTENER } });
  });

  test('puts the default first and each certificate once, and keeps that the default is on the list too', () => {
    const certificates = [
      { arn: cert('b'), isDefault: false },
      { arn: cert('default'), isDefault: false },
      { arn: cert('default'), isDefault: true },
      { arn: cert('a'), isDefault: false },
    ];
    const joined = withCertificates(LISTED, { status: 'observed', value: { certificates, more: false } });
    expect(joined).toEqual({
      ...LISTED,
      certificates: [
        { arn: cert('default'), isDefault: true, alsoListed: true },
        { arn: cert('b'), isDefault: false },
        { arn: cert('a'), isDefault: false },
      ],
    });
  });

  test('says when a hundred were not all', () => {
    const certificates = Array.from({ length: 101 }, (_, index) => ({ arn: cert(`${index}`), isDefault: false }));
    const joined = withCertificates(LISTED, { status: 'observed', value: { certificates, more: false } });
    expect(joined.certificates).toHaveLength(100);
    expect(joined.certificatesCut).toEqual({ reason: 'only the first 100 certificates were read' });
  });
});

describe('the calls', () => {
  let loopback: Loopback;
  let aws: Aws;
  const read = (port = 443) => readListener(aws, LOAD_BALANCER, port, AbortSignal.timeout(10_000));

  beforeAll(async () => {
    loopback = await startLoopback();
    aws = awsClients(loopback.settings);
  });
  afterAll(() => loopback.close());

  const listeners = (protocol = 'HTTPS', rest = '') =>
    xml(
      'DescribeListeners',
      `<Listeners><member><ListenerArn>${LISTENER}</ListenerArn><Port>443</Port><Protocol>${protocol}</Protocol>` +
        `<Certificates><member><CertificateArn>${cert('default')}</CertificateArn></member></Certificates>` +
        `<MutualAuthentication><Mode>passthrough</Mode></MutualAuthentication></member></Listeners>${rest}`,
    );
  const certificates = (ids: readonly string[], rest = '') =>
    xml(
      'DescribeListenerCertificates',
      `<Certificates>${ids
        .map(
          (id) =>
            `<member><CertificateArn>${cert(id)}</CertificateArn><IsDefault>${id === 'default'}</IsDefault></member>`,
        )
        .join('')}</Certificates>${rest}`,
    );

  test('reads the listener and every certificate that it can choose from', async () => {
    loopback.answer((call) => {
      if (call.action === 'DescribeListeners') return listeners();
      return call.input.Marker === 'm1'
        ? certificates(['b'])
        : certificates(['a', 'default'], '<NextMarker>m1</NextMarker>');
    });
    expect(await read()).toEqual({
      status: 'observed',
      value: {
        kind: 'found',
        listener: {
          arn: LISTENER,
          port: 443,
          protocol: 'HTTPS',
          certificates: [
            { arn: cert('default'), isDefault: true },
            { arn: cert('a'), isDefault: false },
            { arn: cert('b'), isDefault: false },
          ],
          mutualAuthentication: 'passthrough',
        },
      },
    });
    expect(loopback.calls.map(({ action, region }) => `${action} ${region}`)).toEqual([
      'DescribeListeners eu-west-1',
      'DescribeListenerCertificates eu-west-1',
      'DescribeListenerCertificates eu-west-1',
    ]);
    expect(loopback.calls[0]?.input).toMatchObject({ LoadBalancerArn: LOAD_BALANCER.arn, PageSize: '400' });
    expect(loopback.calls[1]?.input).toMatchObject({ ListenerArn: LISTENER });
  });

  test('a plain listener has no certificates to ask for', async () => {
    loopback.answer(() => listeners('TCP'));
    expect(await read()).toMatchObject({ status: 'observed', value: { kind: 'found', listener: { protocol: 'TCP' } } });
    expect(loopback.calls).toHaveLength(1);
  });

  test('goes on to a second page of listeners and no further', async () => {
    loopback.answer(() => listeners('HTTPS', '<NextMarker>again</NextMarker>'));
    expect(await read(8443)).toMatchObject({ status: 'observed', value: { kind: 'missing', port: 8443 } });
    expect(loopback.calls.map(({ input }) => input.Marker)).toEqual([undefined, 'again']);
  });

  test('a list without end is cut', async () => {
    let served = 0;
    loopback.answer(({ action }: Call) =>
      action === 'DescribeListeners'
        ? listeners()
        : certificates([`c${served++}`, `c${served++}`], '<NextMarker>m</NextMarker>'),
    );
    const seen = await read();
    expect(seen).toMatchObject({
      status: 'observed',
      value: { listener: { certificatesCut: { reason: expect.stringContaining('first 100') } } },
    });
    expect(loopback.calls.length).toBeLessThan(60);
  });

  test('a denied list does not lose the listener', async () => {
    loopback.answer(({ action }) => (action === 'DescribeListeners' ? listeners() : xmlError(403, 'AccessDenied')));
    expect(await read()).toMatchObject({
      status: 'observed',
      value: {
        kind: 'found',
        listener: {
          certificates: [{ arn: cert('default'), isDefault: true }],
          certificatesCut: {
            reason: 'elasticloadbalancing:DescribeListenerCertificates was denied',
            permission: 'elasticloadbalancing:DescribeListenerCertificates',
          },
        },
      },
    });
  });

  test('a denied listing is a blind spot with its permission', async () => {
    loopback.answer(() => xmlError(403, 'AccessDenied'));
    expect(await read()).toEqual({
      status: 'unavailable',
      reason: 'elasticloadbalancing:DescribeListeners was denied',
      permission: 'elasticloadbalancing:DescribeListeners',
    });
  });
});
