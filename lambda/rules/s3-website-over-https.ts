import { VIEWER_CERTIFICATE } from '../remedies/dead-ends.ts';
import { editOrigin } from '../remedies/edit-distribution.ts';
import { useRestEndpoint, websiteBucket } from '../remedies/s3-origin.ts';
import { defineRule } from '../rule.ts';

/**
 * An S3 website endpoint speaks plain HTTP on port 80 and nothing else, so an origin set to HTTPS (or to do as the viewer
 * does) cannot be connected to: AWS has it configured as a custom origin with HTTP only.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-cloudfront-to-s3-origin.html
 */
export const s3WebsiteOverHttps = defineRule({
  id: 's3-website-over-https',
  title: 'S3 website endpoint over HTTPS',
  about: {
    whatHappens:
      'The origin is the website endpoint of an S3 bucket, and CloudFront is told to use HTTPS to it (`https-only`), or to do as the viewer does (`match-viewer`).',
    whatCloudFrontDoes:
      'It connects to port 443, where a website endpoint does not answer, and gives the viewer an error. With `match-viewer` only viewers that come over HTTPS are hit.',
    howToBeSure:
      'The configuration is proof enough: the domain name contains `.s3-website`, and `OriginProtocolPolicy` is not `http-only`.',
    whatFixesIt:
      'Set the origin to `http-only`: the leg from CloudFront to S3 is then not encrypted. Better, use the REST endpoint as an S3 origin with origin access control: encrypted, and the bucket need not be public.',
    whatDoesNot:
      'A certificate. A website endpoint has no place to install one, neither from ACM nor elsewhere, and the viewer certificate of the distribution is another leg.',
  },
  certainty: 'proven',
  needs: [],
  uses: [],
  references: [
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-cloudfront-to-s3-origin.html',
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteEndpoints.html',
  ],
  applies: ({ origin }) => origin.kind === 's3-website' && origin.connection.type === 'custom',
  judge: (_seen, { origin: { connection, domainName } }) => {
    if (connection.type !== 'custom' || connection.protocolPolicy === 'http-only') return undefined;
    const endpoint = `${domainName}:${connection.httpsPort}`;
    return {
      facts: { policy: connection.protocolPolicy },
      witness: { kind: 'endpoint', key: endpoint },
      reach: { failing: 1, seen: 1, of: [domainName] },
    };
  },
  explain: ({ policy }, { origin }) => ({
    title: `Origin ${origin.domainName} is an S3 website endpoint, which has no HTTPS, and is set to ${policy}`,
    explanation:
      policy === 'match-viewer'
        ? 'S3 website endpoints speak plain HTTP on port 80 only. Match viewer makes CloudFront try HTTPS for every viewer that came over HTTPS, and that fails each time. Viewers over plain HTTP and cached objects are served.'
        : 'S3 website endpoints speak plain HTTP on port 80 only. HTTPS only makes CloudFront try port 443, and that fails each time; only cached objects are served.',
    evidence: [`Configuration: ${origin.domainName}, origin protocol policy ${policy}`],
  }),
  remedy: (_facts, { origin, distribution }) => {
    const bucket = websiteBucket(origin.domainName);
    return [
      editOrigin(
        'Set the origin to HTTP only, all that a website endpoint can do. Viewers keep HTTPS; from CloudFront to S3 nothing is encrypted, so nothing secret may pass there',
        distribution,
        origin.id,
        '.CustomOriginConfig.OriginProtocolPolicy = "http-only"',
      ),
      ...(bucket ? useRestEndpoint(origin, distribution, bucket) : []),
    ];
  },
  deadEnds: () => [
    {
      tempting: 'Putting an ACM certificate on the website endpoint',
      why: 'There is no certificate to install on a website endpoint: S3 offers no HTTPS there at all.',
    },
    VIEWER_CERTIFICATE,
  ],
});
