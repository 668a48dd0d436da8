export {
  CloudFrontClient,
  GetCachePolicyCommand,
  GetDistributionCommand,
  GetFunctionCommand,
  GetMonitoringSubscriptionCommand,
  GetOriginRequestPolicyCommand,
  GetVpcOriginCommand,
} from '@aws-sdk/client-cloudfront';
