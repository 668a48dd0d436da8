import { daysAgo, isBefore, utc } from '../dates.ts';
import { speaksTls } from '../dials.ts';
import type { ClientCertificate } from '../model/client-certificate.ts';
import type { ManagedCertificate } from '../model/load-balancer.ts';
import { RESTART, VIEWER_CERTIFICATE } from '../remedies/dead-ends.ts';
import { reimport } from '../remedies/listener.ts';
import { defineRule } from '../rule.ts';

const MTLS = 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/origin-mtls-authentication.html';

type Flaw = { readonly kind: 'expired' | 'not-yet-valid'; readonly at: string } | { readonly kind: 'status' };

function flawOf({ notAfter, notBefore, status }: ManagedCertificate, now: string): Flaw | undefined {
  if (notAfter !== undefined && isBefore(notAfter, now)) return { kind: 'expired', at: notAfter };
  if (notBefore !== undefined && isBefore(now, notBefore)) return { kind: 'not-yet-valid', at: notBefore };
  return status === 'ISSUED' ? undefined : { kind: 'status' };
}

/** What is wrong, as the end of a sentence. */
function told(flaw: Flaw, { status }: ManagedCertificate, now: string): string {
  if (flaw.kind === 'status') return `is ${status}`;
  const when = `${utc(flaw.at)}, ${daysAgo(flaw.at, now)}`;
  return flaw.kind === 'expired' ? `expired (${when})` : `is not valid yet (${when})`;
}

/**
 * CloudFront shows its client certificate without looking at its dates; the origin that asks for it does. A listener that
 * verifies clients turns an expired one away unless it is told to ignore expiry.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/origin-mtls-authentication.html and
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_MutualAuthenticationAttributes.html
 */
export const originClientCertificateExpired = defineRule({
  id: 'origin-client-certificate-expired',
  title: "CloudFront's client certificate out of date",
  about: {
    whatHappens:
      'The distribution shows a client certificate to the origin (origin mTLS), and that certificate has expired, is not valid yet, or was revoked. It is imported, so nobody renews it but you.',
    whatCloudFrontDoes:
      'It shows the certificate all the same: it does not look at its dates. The origin that asks for it refuses it, and viewers get 502.',
    howToBeSure:
      '`aws acm describe-certificate --region us-east-1` with the ARN in `OriginMtlsConfig` shows `NotAfter` and `Status`. The connection log of an Application Load Balancer names the reason.',
    whatFixesIt: 'A new client certificate imported under the same ARN.',
    whatDoesNot: "A new certificate for the origin itself, or the distribution's own certificate for viewers.",
  },
  certainty: 'proven',
  needs: ['clientCertificate'],
  uses: ['listener'],
  references: [
    MTLS,
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_MutualAuthenticationAttributes.html',
  ],
  applies: speaksTls,
  judge: ({ clientCertificate: seen }, { origin, examinedAt }) => {
    const flaw = flawOf(seen.certificate, examinedAt);
    if (!flaw || (flaw.kind === 'expired' && seen.expiryIgnored)) return undefined;
    return {
      facts: { seen, flaw },
      witness: { kind: 'certificate', key: seen.certificate.arn },
      reach: { failing: 1, seen: 1, of: [origin.domainName] },
      leads: seen.askedBy !== 'nobody',
      certainty: seen.askedBy === 'listener' && flaw.kind === 'expired' ? 'proven' : 'likely',
      ...(flaw.kind === 'expired' && { breaksAt: flaw.at }),
    };
  },
  explain: ({ seen, flaw }, { origin, examinedAt }) => ({
    title: `The client certificate that CloudFront shows to ${origin.domainName} ${told(flaw, seen.certificate, examinedAt)}`,
    explanation: `CloudFront does not look at the dates of its own client certificate, the origin does. ${ASKED[seen.askedBy]}`,
    evidence: [`ACM: ${seen.certificate.arn} (${seen.certificate.domainName}), status ${seen.certificate.status}`],
  }),
  remedy: ({ seen: { certificate } }) => [
    {
      ...reimport(
        certificate.region,
        certificate.arn,
        'Import a new client certificate under the same ARN, from an authority that the origin trusts (same key type and size, extended key usage clientAuth): the distribution keeps it',
      ),
      reference: MTLS,
    },
  ],
  deadEnds: () => [
    {
      tempting: "Replacing the origin's own certificate",
      why: 'That one CloudFront checks. This failure is about the one that CloudFront shows.',
    },
    VIEWER_CERTIFICATE,
    RESTART,
  ],
});

const ASKED: Readonly<Record<ClientCertificate['askedBy'], string>> = {
  listener: 'The listener verifies clients, and turns it away.',
  origin: 'Our dials were asked for a certificate as well.',
  nobody: 'Our dials were not asked for one, so CloudFront shows it to nobody.',
  unknown: 'Whether the origin asks for one, our dials could not see.',
};
