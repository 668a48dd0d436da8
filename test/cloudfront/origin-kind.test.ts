import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { apiEndpoint, kindBehind, loadBalancerName, originKind } from '../../lambda/cloudfront/origin-kind.ts';

describe('originKind', () => {
  test.each([
    ['shop-1234567890.eu-west-1.elb.amazonaws.com', 'load-balancer'],
    ['internal-shop-1234567890.eu-west-1.elb.amazonaws.com', 'load-balancer'],
    ['dualstack.shop-1234567890.eu-west-1.elb.amazonaws.com.', 'load-balancer'],
    ['tcp-0123456789abcdef.elb.us-east-1.amazonaws.com', 'network-load-balancer'],
    ['abcdef1234.execute-api.us-east-1.amazonaws.com', 'api-gateway'],
    ['d-abcdef1234.execute-api.eu-west-1.amazonaws.com', 'api-gateway'],
    ['abcdefghijklmnopqrstuvwxyz012345.lambda-url.eu-west-1.on.aws', 'function-url'],
    ['bucket.s3.eu-west-1.amazonaws.com', 's3'],
    ['bucket.s3.amazonaws.com', 's3'],
    ['bucket.s3-eu-west-1.amazonaws.com', 's3'],
    ['my.dotted.bucket.s3.eu-west-1.amazonaws.com', 's3'],
    ['bucket.s3.dualstack.eu-west-1.amazonaws.com', 's3'],
    ['bucket.s3.cn-north-1.amazonaws.com.cn', 's3'],
    ['bucket.s3-website-us-east-1.amazonaws.com', 's3-website'],
    ['bucket.s3-website.eu-central-1.amazonaws.com', 's3-website'],
    ['my.dotted.bucket.S3-Website.eu-central-1.amazonaws.com', 's3-website'],
    ['abc.mediapackage.eu-west-1.amazonaws.com', 'media'],
    ['abc.egress.xyz.mediapackagev2.eu-west-1.amazonaws.com', 'media'],
    ['ec2-203-0-113-25.compute-1.amazonaws.com', 'ec2'],
    ['ec2-203-0-113-25.eu-west-1.compute.amazonaws.com', 'ec2'],
    ['d111111abcdef8.cloudfront.net', 'cloudfront'],
    ['main.d1a2b3c4d5e6f7.amplifyapp.com', 'amplify'],
    ['origin.example.com', 'other'],
    ['shop-1234567890.eu-west-1.elb.amazonaws.com.example.com', 'other'],
    ['s3-website-us-east-1.amazonaws.com.evil.example', 'other'],
    ['', 'other'],
  ] as const)('%s is %s', (name, kind) => expect(originKind(name)).toBe(kind));
});

test('kindBehind is told by the first name that tells', () => {
  const names = ['api.example.com', 'api.example.net', 'd-abcdef1234.execute-api.eu-west-1.amazonaws.com'];
  expect(kindBehind(names)).toBe('api-gateway');
  expect(kindBehind(names.slice(0, 2))).toBe('other');
  expect(kindBehind([])).toBe('other');
});

test.each([
  ['d-abcdef1234.execute-api.eu-west-1.amazonaws.com', 'eu-west-1'],
  ['D-ABCDEF1234.Execute-API.cn-north-1.amazonaws.com.cn.', 'cn-north-1'],
  ['abcdef1234.execute-api.eu-west-1.amazonaws.com', undefined],
  ['x.d-abcdef1234.execute-api.eu-west-1.amazonaws.com', undefined],
])('apiEndpoint of %s: %s', (name, region) => expect(apiEndpoint(name)?.region).toBe(region));

describe('loadBalancerName', () => {
  const shop = {
    name: 'shop',
    region: 'eu-west-1',
    type: 'load-balancer',
    internal: false,
    partitionSuffix: 'amazonaws.com',
  };
  test.each([
    ['shop-1234567890.eu-west-1.elb.amazonaws.com', shop],
    ['SHOP-1234567890.EU-WEST-1.elb.amazonaws.com.', shop],
    ['dualstack.shop-1234567890.eu-west-1.elb.amazonaws.com', shop],
    ['internal-shop-1234567890.eu-west-1.elb.amazonaws.com', { ...shop, internal: true }],
    ['dualstack.internal-shop-1234567890.eu-west-1.elb.amazonaws.com', { ...shop, internal: true }],
    ['my-shop-2-1234567890.eu-west-1.elb.amazonaws.com', { ...shop, name: 'my-shop-2' }],
    ['internally-1234567890.eu-west-1.elb.amazonaws.com', { ...shop, name: 'internally' }],
    ['shop-1.us-gov-west-1.elb.amazonaws.com', { ...shop, region: 'us-gov-west-1' }],
    ['shop-1.cn-north-1.elb.amazonaws.com.cn', { ...shop, region: 'cn-north-1', partitionSuffix: 'amazonaws.com.cn' }],
    ['shop-1.eusc-de-east-1.elb.amazonaws.eu', { ...shop, region: 'eusc-de-east-1', partitionSuffix: 'amazonaws.eu' }],
    ['my-tcp-0123456789abcdef.elb.eu-west-1.amazonaws.com', { ...shop, name: 'my-tcp', type: 'network-load-balancer' }],
    [
      'eu-west-1a.my-tcp-0123456789abcdef.elb.eu-west-1.amazonaws.com',
      { ...shop, name: 'my-tcp', type: 'network-load-balancer' },
    ],
  ])('%s', (dnsName, parsed) => expect(loadBalancerName(dnsName)).toEqual(parsed));

  test.each([
    'shop.eu-west-1.elb.amazonaws.com',
    'elb.amazonaws.com',
    '-123.eu-west-1.elb.amazonaws.com',
    'origin.example.com',
  ])('%s is none', (name) => expect(loadBalancerName(name)).toBeUndefined());
});

test('any name is classified, long and odd ones too', () => {
  fc.assert(fc.property(fc.string({ maxLength: 400 }), (name) => void originKind(name)));
  expect(originKind(`${'a-1.'.repeat(200_000)}amazonaws.com`)).toBe('other');
});
