import { describe, expect, test } from '@jest/globals';
import type { Keeper } from '../lambda/model/owner.ts';
import { ownedBy } from '../lambda/ownership.ts';
import { propertyOf } from '../lambda/remedies/properties.ts';
import { LB_ARN, LISTENER } from './report/scene.ts';

const keeper: Keeper = { kind: 'cloudformation', stack: 'shop' };
const attach = {
  action: 'put',
  command: `aws elbv2 modify-listener --region eu-west-1 --listener-arn ${LISTENER} --certificates CertificateArn=x`,
};

describe('who owns what a remedy changes', () => {
  test('is the owner of the very resource, before that of its load balancer', () => {
    const owners = [
      { arn: LB_ARN, keeper: { kind: 'beanstalk', environment: 'e' } as const },
      { arn: LISTENER, keeper },
    ];
    const property = 'Certificates of AWS::ElasticLoadBalancingV2::Listener';
    expect(ownedBy([{ action: 'think' }, attach], { owners })).toEqual({ arn: LISTENER, keeper, property });
  });

  test('is the owner of the load balancer where the listener carries no tag', () => {
    expect(ownedBy([attach], { owners: [{ arn: LB_ARN, keeper }] })).toMatchObject({ arn: LB_ARN, partOf: true });
  });

  test('is nobody where another load balancer or another command is meant', () => {
    const other = { arn: LB_ARN.replace('shop-alb', 'shop'), keeper };
    expect(ownedBy([attach], { owners: [other] })).toBeUndefined();
    const reading = { action: 'look', command: `aws elbv2 describe-listeners --load-balancer-arn ${LB_ARN}` };
    expect(ownedBy([reading], { owners: [{ arn: LB_ARN, keeper }] })).toBeUndefined();
    expect(ownedBy([], { owners: [other] })).toBeUndefined();
  });

  test.each([
    [
      'arn:aws:cloudfront::1:distribution/E1',
      'aws cloudfront get-distribution-config --id E1 > dist.json && aws cloudfront update-distribution --id E1 --if-match x',
    ],
    [
      'arn:aws:ec2:eu-west-1:1:security-group/sg-1',
      'aws ec2 authorize-security-group-ingress --group-id sg-1 --ip-permissions x',
    ],
    [
      'arn:aws:cloudfront::1:distribution-tenant/dt_1',
      'aws cloudfront get-distribution-tenant --identifier dt_1 > tenant.json && aws cloudfront update-distribution-tenant --id dt_1',
    ],
  ])('is found by the id of %s', (arn, command) => {
    expect(ownedBy([{ action: 'a', command }], { owners: [{ arn, keeper }] })).toMatchObject({ arn });
    expect(ownedBy([{ action: 'a', command }], { owners: [{ arn: `${arn}2`, keeper }] })).toBeUndefined();
  });
});

test.each([
  [
    'arn:aws:elasticloadbalancing:eu-west-1:1:loadbalancer/shop-classic',
    'aws elb set-load-balancer-listener-ssl-certificate --region eu-west-1 --load-balancer-name shop-classic --load-balancer-port 443 --ssl-certificate-id x',
    'SSLCertificateId in Listeners of AWS::ElasticLoadBalancing::LoadBalancer',
  ],
  [
    'arn:aws:apigateway:eu-west-1::/domainnames/api.example.com',
    'aws apigateway update-domain-name --region eu-west-1 --domain-name api.example.com --patch-operations op=replace,path=/regionalCertificateArn,value=x',
    'RegionalCertificateArn of AWS::ApiGateway::DomainName (or DomainNameConfigurations of AWS::ApiGatewayV2::DomainName)',
  ],
])('%s is found by the name that its command has', (arn, command, property) => {
  expect(ownedBy([{ action: 'a', command }], { owners: [{ arn, keeper }] })).toEqual({ arn, keeper, property });
});

describe('what to change where it is described', () => {
  const distribution = (edit: string) =>
    `aws cloudfront get-distribution-config --id E1 > dist.json && jq '${edit}' dist.json > new.json && aws cloudfront update-distribution --id E1`;

  test.each([
    [attach.command, 'terraform', 'aws_lb_listener certificate_arn'],
    [attach.command, 'kubernetes', 'annotation alb.ingress.kubernetes.io/certificate-arn'],
    [
      'aws elbv2 modify-listener --listener-arn x --ssl-policy y',
      'cloudformation',
      'SslPolicy of AWS::ElasticLoadBalancingV2::Listener',
    ],
    ['aws elbv2 add-listener-certificates --listener-arn x', 'terraform', 'aws_lb_listener_certificate'],
    [
      'aws ec2 authorize-security-group-ingress --group-id x',
      'cloudformation',
      'SecurityGroupIngress of AWS::EC2::SecurityGroup',
    ],
    [
      distribution('.CustomOriginConfig.OriginSslProtocols = 1'),
      'terraform',
      'aws_cloudfront_distribution origin.custom_origin_config.origin_ssl_protocols',
    ],
    [
      distribution('.DomainName = "a"'),
      'cloudformation',
      'Origins[].DomainName in DistributionConfig of AWS::CloudFront::Distribution',
    ],
    [distribution('.Comment = "a"'), 'terraform', 'aws_cloudfront_distribution'],
    [distribution('.Comment = "a"'), 'kubernetes', undefined],
    ['sudo systemctl reload nginx', 'cloudformation', undefined],
  ] as const)('%s, %s: %s', (command, kind, property) => {
    expect(propertyOf(command, kind)).toBe(property);
  });
});
