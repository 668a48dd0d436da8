export {
  CloudFrontClient,
  GetCachePolicyCommand,
  GetDistributionCommand,
  GetFunctionCommand,
  GetOriginRequestPolicyCommand,
  GetVpcOriginCommand,
} from '@aws-sdk/client-cloudfront';
