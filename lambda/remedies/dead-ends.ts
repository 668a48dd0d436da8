import type { DeadEnd } from '../model/finding.ts';

/** A restart serves the same certificate again. */
export const RESTART: DeadEnd = {
  tempting: 'Restarting the origin or the load balancer',
  why: 'It serves the same certificate again. Only a new certificate, loaded by the server, changes this.',
};

/** No field of CustomOriginConfig turns it off: https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CustomOriginConfig.html */
export const SKIP_VERIFICATION: DeadEnd = {
  tempting: 'Telling CloudFront to skip verification',
  why: 'There is no such setting, and no header that does it.',
};

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html */
export const VIEWER_CERTIFICATE: DeadEnd = {
  tempting: "Changing the distribution's own certificate in us-east-1",
  why: 'That one is for viewers. This failure is between CloudFront and the origin, which shows its own certificate.',
};

/** Certificates that are expired are not eligible: https://docs.aws.amazon.com/acm/latest/userguide/managed-renewal.html */
export const REVIVE_IN_ACM: DeadEnd = {
  tempting: 'Repairing the validation record and waiting for ACM to renew',
  why: 'ACM does not renew a certificate that has expired. Request a new one; repair the record so that the next one renews.',
};

/** AWS names it as an option, without what it costs: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html */
export const HTTP_ONLY: DeadEnd = {
  tempting: 'Switching the origin to http-only',
  why: 'It sends every request and cookie unencrypted, and loops if the origin redirects to HTTPS. At most a stop-gap for public content.',
};

/** Browsers fetch missing intermediates by themselves; CloudFront does not: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html */
export const BROWSER: DeadEnd = {
  tempting: 'Trusting a browser that opens the origin without complaint',
  why: 'Browsers fetch and remember missing certificates. CloudFront takes only what the server sends.',
};

/** "a self-signed certificate is never accepted": https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-cloudfront-to-custom-origin.html */
export const UPLOAD_AUTHORITY: DeadEnd = {
  tempting: 'Uploading the private CA to ACM or CloudFront',
  why: "CloudFront trusts Mozilla's list of authorities for origins, and nothing can be added to it.",
};

/** "do not include the root": https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html */
export const ADD_ROOT: DeadEnd = {
  tempting: 'Adding the root certificate to the bundle',
  why: 'CloudFront has the roots already; what is missing lies between the leaf and the root.',
};

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/custom-error-pages-expiration.html */
export const INVALIDATE: DeadEnd = {
  tempting: 'Invalidating the cache',
  why: 'It only drops remembered errors, which CloudFront forgets after 10 seconds unless told otherwise. Useful after the fix, never instead of it.',
};

/** AWS's names take no certificate of yours: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html */
export function certificateForAwsName(whose: string): DeadEnd {
  return {
    tempting: `Requesting a certificate for ${whose}`,
    why: 'No public authority issues one for a name under amazonaws.com, and ACM refuses.',
  };
}
