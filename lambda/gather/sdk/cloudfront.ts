export {
  CloudFrontClient,
  GetCachePolicyCommand,
  GetContinuousDeploymentPolicyCommand,
  GetDistributionCommand,
  GetDistributionTenantCommand,
  GetFunctionCommand,
  GetMonitoringSubscriptionCommand,
  GetOriginRequestPolicyCommand,
  GetVpcOriginCommand,
  ListDistributionTenantsCommand,
} from '@aws-sdk/client-cloudfront';
