export {
  CloudFrontClient,
  GetCachePolicyCommand,
  GetContinuousDeploymentPolicyCommand,
  GetDistributionCommand,
  GetFunctionCommand,
  GetMonitoringSubscriptionCommand,
  GetOriginRequestPolicyCommand,
  GetVpcOriginCommand,
} from '@aws-sdk/client-cloudfront';
