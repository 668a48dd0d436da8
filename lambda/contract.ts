/**
 * Every AWS action that a function may use, by the SDK command that uses it. `lib/` grants exactly these; a test holds
 * them equal to the commands in the code. `{partition}` and `{account}` are filled in by the stack; `*` stands where the
 * service supports no resource for the action. https://docs.aws.amazon.com/service-authorization/latest/reference/
 */
export type Grant = { readonly command: string; readonly action: string; readonly resource: string };

/** What the responder reads. */
export const RESPONDER_READS: readonly Grant[] = [
  {
    command: 'GetDistributionCommand',
    action: 'cloudfront:GetDistribution',
    resource: 'arn:{partition}:cloudfront::{account}:distribution/*',
  },
  {
    command: 'GetCachePolicyCommand',
    action: 'cloudfront:GetCachePolicy',
    resource: 'arn:{partition}:cloudfront::{account}:cache-policy/*',
  },
  {
    command: 'GetOriginRequestPolicyCommand',
    action: 'cloudfront:GetOriginRequestPolicy',
    resource: 'arn:{partition}:cloudfront::{account}:origin-request-policy/*',
  },
  {
    command: 'GetFunctionCommand',
    action: 'cloudfront:GetFunction',
    resource: 'arn:{partition}:cloudfront::{account}:function/*',
  },
  {
    command: 'GetVpcOriginCommand',
    action: 'cloudfront:GetVpcOrigin',
    resource: 'arn:{partition}:cloudfront::{account}:vpcorigin/*',
  },
  {
    command: 'GetContinuousDeploymentPolicyCommand',
    action: 'cloudfront:GetContinuousDeploymentPolicy',
    resource: 'arn:{partition}:cloudfront::{account}:continuous-deployment-policy/*',
  },
  {
    command: 'GetMonitoringSubscriptionCommand',
    action: 'cloudfront:GetMonitoringSubscription',
    resource: 'arn:{partition}:cloudfront::{account}:distribution/*',
  },
  /** A list has no resource. https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSWAFReadOnlyAccess.html */
  { command: 'ListDistributionTenantsCommand', action: 'cloudfront:ListDistributionTenants', resource: '*' },
  {
    command: 'GetDistributionTenantCommand',
    action: 'cloudfront:GetDistributionTenant',
    resource: 'arn:{partition}:cloudfront::{account}:distribution-tenant/*',
  },
  /** A narrower scope hides composite alarms. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html */
  { command: 'DescribeAlarmsCommand', action: 'cloudwatch:DescribeAlarms', resource: '*' },
  {
    command: 'DescribeAlarmContributorsCommand',
    action: 'cloudwatch:DescribeAlarmContributors',
    resource: 'arn:{partition}:cloudwatch:us-east-1:{account}:alarm:*',
  },
  { command: 'GetMetricDataCommand', action: 'cloudwatch:GetMetricData', resource: '*' },
  /** Classic load balancers too: their command has the same name, and their action. */
  { command: 'DescribeLoadBalancersCommand', action: 'elasticloadbalancing:DescribeLoadBalancers', resource: '*' },
  { command: 'DescribeListenersCommand', action: 'elasticloadbalancing:DescribeListeners', resource: '*' },
  {
    command: 'DescribeListenerCertificatesCommand',
    action: 'elasticloadbalancing:DescribeListenerCertificates',
    resource: '*',
  },
  { command: 'DescribeSSLPoliciesCommand', action: 'elasticloadbalancing:DescribeSSLPolicies', resource: '*' },
  { command: 'DescribeSecurityGroupsCommand', action: 'ec2:DescribeSecurityGroups', resource: '*' },
  { command: 'DescribeManagedPrefixListsCommand', action: 'ec2:DescribeManagedPrefixLists', resource: '*' },
  /** Lists of AWS have no account in their ARN but `aws`; a shared one has its owner's. */
  {
    command: 'GetManagedPrefixListEntriesCommand',
    action: 'ec2:GetManagedPrefixListEntries',
    resource: 'arn:{partition}:ec2:*:*:prefix-list/*',
  },
  { command: 'DescribeTargetGroupsCommand', action: 'elasticloadbalancing:DescribeTargetGroups', resource: '*' },
  { command: 'DescribeTargetHealthCommand', action: 'elasticloadbalancing:DescribeTargetHealth', resource: '*' },
  /** Of a classic load balancer. */
  { command: 'DescribeInstanceHealthCommand', action: 'elasticloadbalancing:DescribeInstanceHealth', resource: '*' },
  {
    command: 'DescribeCertificateCommand',
    action: 'acm:DescribeCertificate',
    resource: 'arn:{partition}:acm:*:{account}:certificate/*',
  },
  {
    command: 'GetCertificateCommand',
    action: 'acm:GetCertificate',
    resource: 'arn:{partition}:acm:*:{account}:certificate/*',
  },
  {
    command: 'GetServerCertificateCommand',
    action: 'iam:GetServerCertificate',
    resource: 'arn:{partition}:iam::{account}:server-certificate/*',
  },
  /** API Gateway knows one action for every read. https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonapigatewaymanagement.html */
  {
    command: 'GetDomainNameCommand',
    action: 'apigateway:GET',
    resource: 'arn:{partition}:apigateway:*::/domainnames/*',
  },
  { command: 'SearchCertificatesCommand', action: 'acm:SearchCertificates', resource: '*' },
  { command: 'ListCertificatesCommand', action: 'acm:ListCertificates', resource: '*' },
  { command: 'ListHostedZonesByNameCommand', action: 'route53:ListHostedZonesByName', resource: '*' },
  {
    command: 'ListResourceRecordSetsCommand',
    action: 'route53:ListResourceRecordSets',
    resource: 'arn:{partition}:route53:::hostedzone/*',
  },
  { command: 'LookupEventsCommand', action: 'cloudtrail:LookupEvents', resource: '*' },
  { command: 'GetResourcesCommand', action: 'tag:GetResources', resource: '*' },
  { command: 'DescribeInstancesCommand', action: 'ec2:DescribeInstances', resource: '*' },
  { command: 'DescribeNetworkInterfacesCommand', action: 'ec2:DescribeNetworkInterfaces', resource: '*' },
];

/** Services and actions that are asked at home alone: distributions, alarms and zones of another account are not looked for. */
const AT_HOME = /^(cloudfront|route53):|^cloudwatch:Describe/;

/** What the responder reads in another account that lets it in. */
export const MEMBER_READS: readonly Grant[] = RESPONDER_READS.filter(({ action }) => !AT_HOME.test(action));

/** What the responder reads as well where it may read access logs. https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html */
export const LOG_READS: readonly Grant[] = [
  { command: 'DescribeDeliverySourcesCommand', action: 'logs:DescribeDeliverySources', resource: '*' },
  { command: 'DescribeDeliveriesCommand', action: 'logs:DescribeDeliveries', resource: '*' },
  {
    command: 'GetDeliveryDestinationCommand',
    action: 'logs:GetDeliveryDestination',
    resource: 'arn:{partition}:logs:us-east-1:{account}:delivery-destination:*',
  },
  {
    command: 'StartQueryCommand',
    action: 'logs:StartQuery',
    resource: 'arn:{partition}:logs:us-east-1:{account}:log-group:*',
  },
  /** A query is known by its id alone: only whoever may start one has any. */
  { command: 'GetQueryResultsCommand', action: 'logs:GetQueryResults', resource: '*' },
  { command: 'StopQueryCommand', action: 'logs:StopQuery', resource: '*' },
];

/** What lets the responder into other accounts, granted only where some are configured: `{memberRole}` is each role there. */
export const RESPONDER_MEMBERS: readonly Grant[] = [
  { command: 'AssumeRoleCommand', action: 'sts:AssumeRole', resource: '{memberRole}' },
];

/**
 * What the responder writes, and what it reads of its own writing: `{topic}` is where diagnoses go to, `{table}` its memory,
 * `{schedules}` the group of what it wants to look at again. Passing the schedules' own role, which creating one needs, is
 * granted beside it.
 */
export const RESPONDER_WRITES: readonly Grant[] = [
  { command: 'PublishCommand', action: 'sns:Publish', resource: '{topic}' },
  { command: 'ListSubscriptionsByTopicCommand', action: 'sns:ListSubscriptionsByTopic', resource: '{topic}' },
  { command: 'GetItemCommand', action: 'dynamodb:GetItem', resource: '{table}' },
  { command: 'UpdateItemCommand', action: 'dynamodb:UpdateItem', resource: '{table}' },
  {
    command: 'CreateScheduleCommand',
    action: 'scheduler:CreateSchedule',
    resource: 'arn:{partition}:scheduler:us-east-1:{account}:schedule/{schedules}/*',
  },
];
