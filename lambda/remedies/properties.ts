import type { Keeper } from '../model/owner.ts';

/** How the same change is written where a resource is described: the property's path, or a resource of its own. */
type Described = {
  /** A command of a remedy that makes the change. */
  readonly command: RegExp;
  readonly cloudformation: string;
  readonly terraform: string;
  /** An annotation of the ingress or the service. */
  readonly kubernetes?: string;
};

const LISTENER = 'AWS::ElasticLoadBalancingV2::Listener';
const CLASSIC = 'AWS::ElasticLoadBalancing::LoadBalancer';
/** An HTTP API has another type of resource, with properties of the same meaning. */
const API_DOMAIN = 'AWS::ApiGateway::DomainName (or DomainNameConfigurations of AWS::ApiGatewayV2::DomainName)';
const DISTRIBUTION = 'DistributionConfig of AWS::CloudFront::Distribution';
const annotation = (name: string) => `annotation alb.ingress.kubernetes.io/${name}`;
const origins = (property: string) => `Origins[].CustomOriginConfig.${property} in ${DISTRIBUTION}`;
const behaviors = (property: string) => `${property} of the behaviors in ${DISTRIBUTION}`;
const tfOrigin = (property: string) => `aws_cloudfront_distribution origin.custom_origin_config.${property}`;
const tfBehavior = (property: string) => `aws_cloudfront_distribution default_cache_behavior.${property}`;

/**
 * The first that fits counts. Sources: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-template-resource-type-ref.html,
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs,
 * https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/
 */
const TABLE: readonly Described[] = [
  {
    command: /^aws elbv2 modify-listener .*--protocol HTTPS/,
    cloudformation: `Protocol and Certificates of ${LISTENER}`,
    terraform: 'aws_lb_listener protocol and certificate_arn',
    kubernetes: annotation('listen-ports'),
  },
  {
    command: /^aws elbv2 modify-listener .*--certificates/,
    cloudformation: `Certificates of ${LISTENER}`,
    terraform: 'aws_lb_listener certificate_arn',
    kubernetes: annotation('certificate-arn'),
  },
  {
    command: /^aws elbv2 modify-listener .*--ssl-policy/,
    cloudformation: `SslPolicy of ${LISTENER}`,
    terraform: 'aws_lb_listener ssl_policy',
    kubernetes: annotation('ssl-policy'),
  },
  {
    command: /^aws elbv2 modify-listener .*--mutual-authentication/,
    cloudformation: `MutualAuthentication of ${LISTENER}`,
    terraform: 'aws_lb_listener mutual_authentication',
    kubernetes: annotation('mutual-authentication'),
  },
  {
    command: /^aws elbv2 modify-listener .*--default-actions/,
    cloudformation: `DefaultActions of ${LISTENER}`,
    terraform: 'aws_lb_listener default_action',
  },
  {
    command: /^aws elbv2 (add|remove)-listener-certificates /,
    cloudformation: 'Certificates of AWS::ElasticLoadBalancingV2::ListenerCertificate',
    terraform: 'aws_lb_listener_certificate',
    kubernetes: annotation('certificate-arn'),
  },
  {
    command: /^aws elbv2 create-listener /,
    cloudformation: `a new ${LISTENER}`,
    terraform: 'a new aws_lb_listener',
    kubernetes: annotation('listen-ports'),
  },
  {
    command: /^aws ec2 (authorize|revoke)-security-group-ingress /,
    cloudformation: 'SecurityGroupIngress of AWS::EC2::SecurityGroup',
    terraform: 'aws_vpc_security_group_ingress_rule, or ingress of aws_security_group',
    kubernetes: annotation('security-group-prefix-lists'),
  },
  {
    command: /^aws elb set-load-balancer-listener-ssl-certificate /,
    cloudformation: `SSLCertificateId in Listeners of ${CLASSIC}`,
    terraform: 'aws_elb listener.ssl_certificate_id',
  },
  {
    command: /^aws elb (create|delete)-load-balancer-listeners /,
    cloudformation: `Listeners of ${CLASSIC}`,
    terraform: 'aws_elb listener',
  },
  {
    command: /^aws elb (create-load-balancer-policy|set-load-balancer-policies-of-listener) /,
    cloudformation: `Policies, and PolicyNames in Listeners, of ${CLASSIC}`,
    terraform: 'aws_load_balancer_policy and aws_load_balancer_listener_policy',
  },
  {
    command: /^aws apigateway update-domain-name .*\/regionalCertificateArn/,
    cloudformation: `RegionalCertificateArn of ${API_DOMAIN}`,
    terraform: 'aws_api_gateway_domain_name regional_certificate_arn',
  },
  {
    command: /^aws apigateway update-domain-name .*\/securityPolicy/,
    cloudformation: `SecurityPolicy of ${API_DOMAIN}`,
    terraform: 'aws_api_gateway_domain_name security_policy',
  },
  {
    command: /^aws apigateway update-domain-name .*\/mutualTlsAuthentication/,
    cloudformation: `MutualTlsAuthentication of ${API_DOMAIN}`,
    terraform: 'aws_api_gateway_domain_name mutual_tls_authentication',
  },
  {
    command: /aws cloudfront update-distribution-tenant /,
    cloudformation: 'Parameters of AWS::CloudFront::DistributionTenant',
    terraform: 'aws_cloudfront_distribution_tenant parameters',
  },
  {
    command: /^aws acm import-certificate /,
    cloudformation: 'the certificate: CloudFormation imports none itself',
    terraform: 'aws_acm_certificate certificate_body, private_key and certificate_chain',
  },
];

/** The same for a distribution, which is read, edited by jq and written back: the edit tells what is changed. */
const EDITS: readonly Described[] = [
  {
    command: /\.OriginSslProtocols/,
    cloudformation: origins('OriginSSLProtocols'),
    terraform: tfOrigin('origin_ssl_protocols'),
  },
  {
    command: /\.OriginProtocolPolicy/,
    cloudformation: origins('OriginProtocolPolicy'),
    terraform: tfOrigin('origin_protocol_policy'),
  },
  { command: /\.HTTPSPort/, cloudformation: origins('HTTPSPort'), terraform: tfOrigin('https_port') },
  { command: /\.HTTPPort/, cloudformation: origins('HTTPPort'), terraform: tfOrigin('http_port') },
  {
    command: /\.OriginMtlsConfig/,
    cloudformation: origins('OriginMtlsConfig'),
    terraform: tfOrigin('origin_mtls_config'),
  },
  {
    command: /\.DomainName = /,
    cloudformation: `Origins[].DomainName in ${DISTRIBUTION}`,
    terraform: 'aws_cloudfront_distribution origin.domain_name',
  },
  { command: /\.CachePolicyId/, cloudformation: behaviors('CachePolicyId'), terraform: tfBehavior('cache_policy_id') },
  {
    command: /\.OriginRequestPolicyId/,
    cloudformation: behaviors('OriginRequestPolicyId'),
    terraform: tfBehavior('origin_request_policy_id'),
  },
  { command: /./, cloudformation: DISTRIBUTION, terraform: 'aws_cloudfront_distribution' },
];

/** What to change in the description instead of running `command`; undefined where nothing of the kind is known. */
export function propertyOf(command: string, kind: Keeper['kind']): string | undefined {
  const table = command.includes('aws cloudfront update-distribution ') ? EDITS : TABLE;
  const found = table.find((one) => one.command.test(command));
  if (!found) return undefined;
  if (kind === 'terraform') return found.terraform;
  return kind === 'kubernetes' ? found.kubernetes : found.cloudformation;
}
