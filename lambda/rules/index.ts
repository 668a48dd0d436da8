import type { Rule } from '../rule.ts';
import { acmCaaForbids } from './acm-caa-forbids.ts';
import { acmRenewalFailed } from './acm-renewal-failed.ts';
import { answerCut } from './answer-cut.ts';
import { answerHeadersTooLarge } from './answer-headers-too-large.ts';
import { answerMalformed } from './answer-malformed.ts';
import { answeredBySomethingElse } from './answered-by-something-else.ts';
import { apiGatewayDemandsClientCertificate } from './api-gateway-demands-client-certificate.ts';
import { certificateExpired } from './certificate-expired.ts';
import { certificateExpiring } from './certificate-expiring.ts';
import { certificateKeyUnsupported } from './certificate-key-unsupported.ts';
import { certificateMalformed } from './certificate-malformed.ts';
import { certificateNameMismatch } from './certificate-name-mismatch.ts';
import { certificateNotRenewing } from './certificate-not-renewing.ts';
import { certificateNotYetValid } from './certificate-not-yet-valid.ts';
import { certificateRevoked } from './certificate-revoked.ts';
import { certificateSelfSigned } from './certificate-self-signed.ts';
import { certificateSentTwice } from './certificate-sent-twice.ts';
import { certificateSignatureInvalid } from './certificate-signature-invalid.ts';
import { certificateSignatureWeak } from './certificate-signature-weak.ts';
import { certificateWithoutSan } from './certificate-without-san.ts';
import { certificateWrongPurpose } from './certificate-wrong-purpose.ts';
import { chainIncomplete } from './chain-incomplete.ts';
import { chainOutOfOrder } from './chain-out-of-order.ts';
import { chainTooLarge } from './chain-too-large.ts';
import { chainUntrusted } from './chain-untrusted.ts';
import { chainWithExtras } from './chain-with-extras.ts';
import { cipherMismatch } from './cipher-mismatch.ts';
import { clientCertificateRequired } from './client-certificate-required.ts';
import { closedToUsOpenToCloudfront } from './closed-to-us-open-to-cloudfront.ts';
import { connectionClosed } from './connection-closed.ts';
import { connectionReset } from './connection-reset.ts';
import { criticalExtensionUnknown } from './critical-extension-unknown.ts';
import { ec2NameAsOrigin } from './ec2-name-as-origin.ts';
import { edgeFunctionFailing } from './edge-function-failing.ts';
import { errorCachedLong } from './error-cached-long.ts';
import { errorToldAsSuccess } from './error-told-as-success.ts';
import { groupMismatch } from './group-mismatch.ts';
import { handshakeCut } from './handshake-cut.ts';
import { handshakeFailed } from './handshake-failed.ts';
import { handshakeMalformed } from './handshake-malformed.ts';
import { handshakeStalled } from './handshake-stalled.ts';
import { hostForwardedToApiGateway } from './host-forwarded-to-api-gateway.ts';
import { hostForwardedToFunctionUrl } from './host-forwarded-to-function-url.ts';
import { hostForwardedToLoadBalancerWithoutCertificate } from './host-forwarded-to-load-balancer-without-certificate.ts';
import { hostForwardedToMedia } from './host-forwarded-to-media.ts';
import { instanceAddressGone } from './instance-address-gone.ts';
import { instanceNotRunning } from './instance-not-running.ts';
import { intermediateExpired } from './intermediate-expired.ts';
import { intermediateNotYetValid } from './intermediate-not-yet-valid.ts';
import { keyTypeChanged } from './key-type-changed.ts';
import { listenerAnswersFixedResponse } from './listener-answers-fixed-response.ts';
import { listenerAsksClientCertificate } from './listener-asks-client-certificate.ts';
import { listenerCertificateExpired } from './listener-certificate-expired.ts';
import { listenerCertificateForAnotherName } from './listener-certificate-for-another-name.ts';
import { listenerCertificateMissingForName } from './listener-certificate-missing-for-name.ts';
import { listenerMissing } from './listener-missing.ts';
import { listenerNotHttps } from './listener-not-https.ts';
import { listenerRedirectsToDistribution } from './listener-redirects-to-distribution.ts';
import { loadBalancerCounts5xx } from './load-balancer-counts-5xx.ts';
import { loadBalancerInternal } from './load-balancer-internal.ts';
import { loadBalancerNameAsOrigin } from './load-balancer-name-as-origin.ts';
import { loadBalancerNotActive } from './load-balancer-not-active.ts';
import { loadBalancerWithoutIpv4 } from './load-balancer-without-ipv4.ts';
import { nameConstraintsViolated } from './name-constraints-violated.ts';
import { noForwardSecrecy } from './no-forward-secrecy.ts';
import { noHealthyTargets } from './no-healthy-targets.ts';
import { oldProtocolOnly } from './old-protocol-only.ts';
import { onlyUnknownHostsFail } from './only-unknown-hosts-fail.ts';
import { originAddressPrivate } from './origin-address-private.ts';
import { originAnswers5xx } from './origin-answers-5xx.ts';
import { originClientCertificateExpired } from './origin-client-certificate-expired.ts';
import { originDnsFailing } from './origin-dns-failing.ts';
import { originIpv6Only } from './origin-ipv6-only.ts';
import { originNameUnresolvable } from './origin-name-unresolvable.ts';
import { originNotTls } from './origin-not-tls.ts';
import { originSlow } from './origin-slow.ts';
import { pathLengthExceeded } from './path-length-exceeded.ts';
import { portRefused } from './port-refused.ts';
import { portUnreachable } from './port-unreachable.ts';
import { protocolMismatch } from './protocol-mismatch.ts';
import { redirectLoop } from './redirect-loop.ts';
import { requestsComeBack } from './requests-come-back.ts';
import { rootExpired } from './root-expired.ts';
import { s3DottedBucketOverHttps } from './s3-dotted-bucket-over-https.ts';
import { s3WebsiteOverHttps } from './s3-website-over-https.ts';
import { securityGroupBlocksCloudfront } from './security-group-blocks-cloudfront.ts';
import { serverNameRejected } from './server-name-rejected.ts';
import { signatureSchemeMismatch } from './signature-scheme-mismatch.ts';
import { sslPolicyMismatch } from './ssl-policy-mismatch.ts';
import { stagingTakesPart } from './staging-takes-part.ts';
import { stapleMissing } from './staple-missing.ts';
import { storedChainUntrusted } from './stored-chain-untrusted.ts';
import { vpcOriginNotDeployed } from './vpc-origin-not-deployed.ts';
import { vpcOriginUnderAwsName } from './vpc-origin-under-aws-name.ts';
import { vpcOriginUnsupported } from './vpc-origin-unsupported.ts';

/**
 * Every root cause, ordered from cause to symptom: among equals the earlier one leads and the rest is told after it. What is
 * never dialled comes first, then what the load balancer's records explain, then what the wire shows, then what was answered; warnings, which are never
 * causes, come last.
 */
export const rules: readonly Rule[] = [
  originNameUnresolvable,
  loadBalancerWithoutIpv4,
  originIpv6Only,
  originDnsFailing,
  loadBalancerInternal,
  originAddressPrivate,
  requestsComeBack,
  s3WebsiteOverHttps,
  s3DottedBucketOverHttps,
  hostForwardedToApiGateway,
  hostForwardedToFunctionUrl,
  hostForwardedToMedia,
  vpcOriginNotDeployed,
  vpcOriginUnsupported,
  loadBalancerNotActive,
  instanceNotRunning,
  instanceAddressGone,
  listenerMissing,
  securityGroupBlocksCloudfront,
  listenerNotHttps,
  sslPolicyMismatch,
  originClientCertificateExpired,
  listenerAsksClientCertificate,
  loadBalancerNameAsOrigin,
  vpcOriginUnderAwsName,
  ec2NameAsOrigin,
  apiGatewayDemandsClientCertificate,
  answeredBySomethingElse,
  acmCaaForbids,
  acmRenewalFailed,
  hostForwardedToLoadBalancerWithoutCertificate,
  listenerCertificateMissingForName,
  listenerCertificateExpired,
  listenerCertificateForAnotherName,
  storedChainUntrusted,
  certificateExpired,
  certificateNotYetValid,
  intermediateExpired,
  intermediateNotYetValid,
  rootExpired,
  certificateWrongPurpose,
  pathLengthExceeded,
  nameConstraintsViolated,
  criticalExtensionUnknown,
  chainTooLarge,
  certificateMalformed,
  certificateSignatureInvalid,
  certificateSelfSigned,
  chainUntrusted,
  chainIncomplete,
  certificateNameMismatch,
  chainOutOfOrder,
  certificateSignatureWeak,
  certificateRevoked,
  originNotTls,
  serverNameRejected,
  protocolMismatch,
  cipherMismatch,
  groupMismatch,
  certificateKeyUnsupported,
  signatureSchemeMismatch,
  clientCertificateRequired,
  handshakeFailed,
  handshakeMalformed,
  handshakeStalled,
  handshakeCut,
  connectionClosed,
  connectionReset,
  portRefused,
  portUnreachable,
  edgeFunctionFailing,
  noHealthyTargets,
  listenerAnswersFixedResponse,
  originAnswers5xx,
  loadBalancerCounts5xx,
  answerHeadersTooLarge,
  answerMalformed,
  answerCut,
  originSlow,
  redirectLoop,
  closedToUsOpenToCloudfront,
  onlyUnknownHostsFail,
  listenerRedirectsToDistribution,
  certificateExpiring,
  certificateNotRenewing,
  keyTypeChanged,
  certificateWithoutSan,
  certificateSentTwice,
  chainWithExtras,
  stapleMissing,
  noForwardSecrecy,
  oldProtocolOnly,
  stagingTakesPart,
  errorToldAsSuccess,
  errorCachedLong,
];
