/** CloudFront's API and its metrics live in us-east-1 only. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/programming-cloudwatch-metrics.html */
export const CLOUDFRONT_REGION = 'us-east-1';
