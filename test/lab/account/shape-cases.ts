import * as acm from '@aws-sdk/client-acm';
import * as apiGateway from '@aws-sdk/client-api-gateway';
import * as cloudfront from '@aws-sdk/client-cloudfront';
import * as cloudtrail from '@aws-sdk/client-cloudtrail';
import * as cloudwatch from '@aws-sdk/client-cloudwatch';
import * as logs from '@aws-sdk/client-cloudwatch-logs';
import * as dynamodb from '@aws-sdk/client-dynamodb';
import * as ec2 from '@aws-sdk/client-ec2';
import * as classicElb from '@aws-sdk/client-elastic-load-balancing';
import * as elb from '@aws-sdk/client-elastic-load-balancing-v2';
import * as iam from '@aws-sdk/client-iam';
import * as tagging from '@aws-sdk/client-resource-groups-tagging-api';
import * as route53 from '@aws-sdk/client-route-53';
import * as scheduler from '@aws-sdk/client-scheduler';
import * as sns from '@aws-sdk/client-sns';
import * as sts from '@aws-sdk/client-sts';
import { queryIdOf } from '../../../lab/account/logs/service.ts';
import { form, get, json, signedFor, type Wire } from './clients.ts';
import {
  ADDRESS,
  DEFAULT_CERTIFICATE,
  FULL,
  IMPORTED_CERTIFICATE,
  LISTENER,
  LOAD_BALANCER,
  MEMORY,
  PENDING_CERTIFICATE,
  POLICY,
  TOPIC,
  WEB_GROUP,
} from './estate.ts';

const EU = 'eu-west-1';
const elbForm = (action: string, parameters: Readonly<Record<string, string>>) =>
  form('elasticloadbalancing', { Action: action, Version: '2015-12-01', ...parameters }, EU);
const ec2Form = (action: string, parameters: Readonly<Record<string, string>>) =>
  form('ec2', { Action: action, Version: '2016-11-15', ...parameters }, EU);
const watch = (operation: string, parameters: object) =>
  json('monitoring', '1.0', `GraniteServiceVersion20100801.${operation}`, parameters);
const log = (operation: string, parameters: object) => json('logs', '1.1', `Logs_20140328.${operation}`, parameters);
const query = (logGroupName: string) =>
  log('StartQuery', { logGroupName, queryString: LOG_QUERY, startTime: 1_795_400_000, endTime: 1_795_500_000 });
const manage = (operation: string, parameters: object) =>
  json('acm', '1.1', `CertificateManager.${operation}`, parameters, EU);
const route = (path: string): Wire => ({
  path: `/2013-04-01/${path}`,
  headers: { authorization: signedFor('route53') },
});

const remember = (operation: string, parameters: object) =>
  json('dynamodb', '1.0', `DynamoDB_20120810.${operation}`, {
    TableName: MEMORY,
    Key: { id: { S: 'a' } },
    ...parameters,
  });

const LOG_QUERY = 'filter `sc-status` like /^5/ | stats count(*) as errors by `sc-status` | sort errors desc | limit 9';

const TENANTS_OF =
  '<?xml version="1.0"?><ListDistributionTenantsRequest xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/">' +
  '<AssociationFilter><DistributionId>E3TENANTS</DistributionId></AssociationFilter><MaxItems>1</MaxItems>' +
  '</ListDistributionTenantsRequest>';

/** Every operation: good requests, and the SDK's schema for it. */
export type Case = {
  readonly action: string;
  readonly schema: unknown;
  readonly requests: readonly Wire[];
  /** At least so many different members must be met, so that an empty answer proves nothing. */
  readonly members: number;
};

/** All but GetFunction, whose answer is bare code. */
export const CASES: readonly Case[] = [
  {
    action: 'cloudtrail:LookupEvents',
    schema: cloudtrail.LookupEvents$,
    requests: [
      json(
        'cloudtrail',
        '1.1',
        'CloudTrail_20131101.LookupEvents',
        { LookupAttributes: [{ AttributeKey: 'ResourceName', AttributeValue: LISTENER }], MaxResults: 1 },
        EU,
      ),
    ],
    members: 12,
  },
  {
    action: 'tag:GetResources',
    schema: tagging.GetResources$,
    requests: [
      json(
        'tagging',
        '1.1',
        'ResourceGroupsTaggingAPI_20170126.GetResources',
        { ResourceARNList: [LOAD_BALANCER, LISTENER] },
        EU,
      ),
    ],
    members: 6,
  },
  {
    action: 'cloudfront:GetDistribution',
    schema: cloudfront.GetDistribution$,
    requests: ['E1SHOP', 'E2PLAIN', 'E3TENANTS'].map((id) => get(`/2020-05-31/distribution/${id}`)),
    members: 110,
  },
  {
    action: 'cloudfront:GetCachePolicy',
    schema: cloudfront.GetCachePolicy$,
    requests: [
      get(`/2020-05-31/cache-policy/${POLICY}`),
      get('/2020-05-31/cache-policy/2e54312d-136d-493c-8eb9-b001f22f67d2'),
    ],
    members: 18,
  },
  {
    action: 'cloudfront:GetOriginRequestPolicy',
    schema: cloudfront.GetOriginRequestPolicy$,
    requests: [get(`/2020-05-31/origin-request-policy/${POLICY}`)],
    members: 14,
  },
  {
    action: 'cloudfront:GetVpcOrigin',
    schema: cloudfront.GetVpcOrigin$,
    requests: [get('/2020-05-31/vpc-origin/vo_1')],
    members: 15,
  },
  {
    action: 'cloudfront:GetContinuousDeploymentPolicy',
    schema: cloudfront.GetContinuousDeploymentPolicy$,
    requests: [
      get('/2020-05-31/continuous-deployment-policy/cdp-1'),
      get('/2020-05-31/continuous-deployment-policy/cdp-2'),
    ],
    members: 12,
  },
  {
    action: 'cloudfront:ListDistributionTenants',
    schema: cloudfront.ListDistributionTenants$,
    requests: [{ ...get('/2020-05-31/distribution-tenants'), method: 'POST', body: TENANTS_OF }],
    members: 14,
  },
  {
    action: 'cloudfront:GetDistributionTenant',
    schema: cloudfront.GetDistributionTenant$,
    requests: [get('/2020-05-31/distribution-tenant/dt_a')],
    members: 15,
  },
  {
    action: 'cloudfront:GetMonitoringSubscription',
    schema: cloudfront.GetMonitoringSubscription$,
    requests: [get('/2020-05-31/distributions/E1SHOP/monitoring-subscription')],
    members: 3,
  },
  {
    action: 'cloudwatch:DescribeAlarms',
    schema: cloudwatch.DescribeAlarms$,
    requests: [watch('DescribeAlarms', { AlarmTypes: ['MetricAlarm', 'CompositeAlarm'], MaxRecords: 100 })],
    members: 55,
  },
  {
    action: 'cloudwatch:DescribeAlarmContributors',
    schema: cloudwatch.DescribeAlarmContributors$,
    requests: [watch('DescribeAlarmContributors', { AlarmName: 'grouped' })],
    members: 6,
  },
  {
    action: 'cloudwatch:GetMetricData',
    schema: cloudwatch.GetMetricData$,
    requests: [
      watch('GetMetricData', {
        StartTime: 1_795_400_000,
        EndTime: 1_795_500_000,
        MetricDataQueries: [{ Id: 'q', Expression: 'SELECT MAX("5xxErrorRate") FROM "AWS/CloudFront"', Period: 60 }],
      }),
    ],
    members: 10,
  },
  {
    action: 'elasticloadbalancing:DescribeLoadBalancers',
    schema: elb.DescribeLoadBalancers$,
    requests: [elbForm('DescribeLoadBalancers', { 'Names.member.1': 'shop', 'Names.member.2': 'net' })],
    members: 20,
  },
  {
    action: 'elasticloadbalancing:DescribeListeners',
    schema: elb.DescribeListeners$,
    requests: [elbForm('DescribeListeners', { LoadBalancerArn: LOAD_BALANCER })],
    members: 20,
  },
  {
    action: 'elasticloadbalancing:DescribeListenerCertificates',
    schema: elb.DescribeListenerCertificates$,
    requests: [elbForm('DescribeListenerCertificates', { ListenerArn: LISTENER, PageSize: '2' })],
    members: 5,
  },
  {
    action: 'elasticloadbalancing:DescribeTargetGroups',
    schema: elb.DescribeTargetGroups$,
    requests: [elbForm('DescribeTargetGroups', { LoadBalancerArn: FULL })],
    members: 20,
  },
  {
    action: 'elasticloadbalancing:DescribeTargetHealth',
    schema: elb.DescribeTargetHealth$,
    requests: [elbForm('DescribeTargetHealth', { TargetGroupArn: WEB_GROUP })],
    members: 14,
  },
  {
    action: 'ec2:DescribeSecurityGroups',
    schema: ec2.DescribeSecurityGroups$,
    requests: [ec2Form('DescribeSecurityGroups', { 'GroupId.1': 'sg-0a1b2c3d4e5f60718' })],
    members: 30,
  },
  {
    action: 'ec2:DescribeManagedPrefixLists',
    schema: ec2.DescribeManagedPrefixLists$,
    requests: [
      ec2Form('DescribeManagedPrefixLists', {
        'Filter.1.Name': 'prefix-list-name',
        'Filter.1.Value.1': 'offices',
        'Filter.1.Value.2': 'com.amazonaws.global.cloudfront.origin-facing',
      }),
    ],
    members: 11,
  },
  {
    action: 'ec2:GetManagedPrefixListEntries',
    schema: ec2.GetManagedPrefixListEntries$,
    requests: [ec2Form('GetManagedPrefixListEntries', { PrefixListId: 'pl-0123456789abcdef0', MaxResults: '1' })],
    members: 5,
  },
  {
    action: 'elasticloadbalancing:DescribeSSLPolicies',
    schema: elb.DescribeSSLPolicies$,
    requests: [elbForm('DescribeSSLPolicies', { 'Names.member.1': 'ELBSecurityPolicy-2016-08' })],
    members: 7,
  },
  {
    action: 'apigateway:GetDomainName',
    schema: apiGateway.GetDomainName$,
    requests: [
      get('/domainnames/api.shop.example', 'apigateway', EU),
      get('/domainnames/edge.shop.example', 'apigateway', EU),
    ],
    members: 18,
  },
  {
    action: 'logs:DescribeDeliverySources',
    schema: logs.DescribeDeliverySources$,
    requests: [log('DescribeDeliverySources', { limit: 2 })],
    members: 10,
  },
  {
    action: 'logs:DescribeDeliveries',
    schema: logs.DescribeDeliveries$,
    requests: [log('DescribeDeliveries', { limit: 2 })],
    members: 11,
  },
  {
    action: 'logs:GetDeliveryDestination',
    schema: logs.GetDeliveryDestination$,
    requests: [log('GetDeliveryDestination', { name: 'access-logs-E1SHOP' })],
    members: 8,
  },
  {
    action: 'logs:StartQuery',
    schema: logs.StartQuery$,
    requests: [query('/aws/vendedlogs/cloudfront'), query('slow')],
    members: 2,
  },
  {
    action: 'logs:GetQueryResults',
    schema: logs.GetQueryResults$,
    requests: [log('GetQueryResults', { queryId: queryIdOf('/aws/vendedlogs/cloudfront', 0) })],
    members: 13,
  },
  {
    action: 'logs:StopQuery',
    schema: logs.StopQuery$,
    requests: [log('StopQuery', { queryId: queryIdOf('slow', 1) })],
    members: 2,
  },
  {
    action: 'acm:DescribeCertificate',
    schema: acm.DescribeCertificate$,
    requests: [DEFAULT_CERTIFICATE, IMPORTED_CERTIFICATE, PENDING_CERTIFICATE].map((arn) =>
      manage('DescribeCertificate', { CertificateArn: arn }),
    ),
    members: 50,
  },
  {
    action: 'acm:GetCertificate',
    schema: acm.GetCertificate$,
    requests: [manage('GetCertificate', { CertificateArn: DEFAULT_CERTIFICATE })],
    members: 2,
  },
  {
    action: 'iam:GetServerCertificate',
    schema: iam.GetServerCertificate$,
    requests: [form('iam', { Action: 'GetServerCertificate', Version: '2010-05-08', ServerCertificateName: 'old' })],
    members: 11,
  },
  {
    action: 'acm:SearchCertificates',
    schema: acm.SearchCertificates$,
    requests: [manage('SearchCertificates', { MaxResults: 4 })],
    members: 30,
  },
  {
    action: 'acm:ListCertificates',
    schema: acm.ListCertificates$,
    requests: [manage('ListCertificates', { MaxItems: 1 })],
    members: 20,
  },
  {
    action: 'ec2:DescribeInstances',
    schema: ec2.DescribeInstances$,
    requests: [ec2Form('DescribeInstances', { 'InstanceId.1': 'i-0a1b2c3d4e5f60719' })],
    members: 30,
  },
  {
    action: 'ec2:DescribeNetworkInterfaces',
    schema: ec2.DescribeNetworkInterfaces$,
    requests: [
      form(
        'ec2',
        {
          Action: 'DescribeNetworkInterfaces',
          Version: '2016-11-15',
          'Filter.1.Name': 'addresses.association.public-ip',
          'Filter.1.Value.1': ADDRESS,
          'Filter.1.Value.2': '203.0.113.31',
        },
        EU,
      ),
    ],
    members: 40,
  },
  {
    action: 'elasticloadbalancing:DescribeLoadBalancers',
    schema: classicElb.DescribeLoadBalancers$,
    requests: [
      form(
        'elasticloadbalancing',
        { Action: 'DescribeLoadBalancers', Version: '2012-06-01', 'LoadBalancerNames.member.1': 'old' },
        EU,
      ),
    ],
    members: 35,
  },
  {
    action: 'elasticloadbalancing:DescribeInstanceHealth',
    schema: classicElb.DescribeInstanceHealth$,
    requests: [
      form(
        'elasticloadbalancing',
        { Action: 'DescribeInstanceHealth', Version: '2012-06-01', LoadBalancerName: 'old' },
        EU,
      ),
    ],
    members: 4,
  },
  {
    action: 'sts:AssumeRole',
    schema: sts.AssumeRole$,
    requests: [
      form('sts', {
        Action: 'AssumeRole',
        Version: '2011-06-15',
        RoleArn: 'arn:aws:iam::444455556666:role/Reader',
        RoleSessionName: 'origin-responder',
        ExternalId: 'between-us',
      }),
    ],
    members: 8,
  },
  {
    action: 'route53:ListHostedZonesByName',
    schema: route53.ListHostedZonesByName$,
    requests: [route('hostedzonesbyname?dnsname=shop.example&maxitems=1')],
    members: 12,
  },
  {
    action: 'route53:ListResourceRecordSets',
    schema: route53.ListResourceRecordSets$,
    requests: [
      route('hostedzone/Z1SHOP/rrset?name=origin.shop.example&maxitems=2'),
      route('hostedzone/Z1SHOP/rrset?name=web.shop.example'),
    ],
    members: 16,
  },
  {
    action: 'sns:Publish',
    schema: sns.Publish$,
    requests: [form('sns', { Action: 'Publish', Version: '2010-03-31', TopicArn: TOPIC, Message: 'hi' })],
    members: 2,
  },
  {
    action: 'scheduler:CreateSchedule',
    schema: scheduler.CreateSchedule$,
    requests: [
      {
        path: '/schedules/one',
        method: 'POST',
        headers: { authorization: signedFor('scheduler'), 'content-type': 'application/json' },
        body: JSON.stringify({
          ScheduleExpression: 'at(2026-11-23T12:51:15)',
          FlexibleTimeWindow: { Mode: 'OFF' },
          Target: { Arn: 'arn:aws:sqs:us-east-1:111122223333:q', RoleArn: 'arn:aws:iam::111122223333:role/r' },
        }),
      },
    ],
    members: 1,
  },
  {
    action: 'sns:ListSubscriptionsByTopic',
    schema: sns.ListSubscriptionsByTopic$,
    requests: [form('sns', { Action: 'ListSubscriptionsByTopic', Version: '2010-03-31', TopicArn: TOPIC })],
    members: 7,
  },
  {
    action: 'dynamodb:UpdateItem',
    schema: dynamodb.UpdateItem$,
    requests: [
      remember('UpdateItem', {
        UpdateExpression: 'SET told = :one ADD ringing :two',
        ExpressionAttributeValues: { ':one': { N: '1' }, ':two': { SS: ['x'] } },
        ReturnValues: 'ALL_NEW',
      }),
    ],
    members: 2,
  },
  {
    action: 'dynamodb:GetItem',
    schema: dynamodb.GetItem$,
    requests: [remember('GetItem', { ConsistentRead: true })],
    members: 2,
  },
];
