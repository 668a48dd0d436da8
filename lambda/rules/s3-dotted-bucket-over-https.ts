import { completed, judgeEach, reach, speaksTls, told } from '../dials.ts';
import { HTTP_ONLY } from '../remedies/dead-ends.ts';
import { becomeS3Origin, isDottedBucket, restBucket } from '../remedies/s3-origin.ts';
import { SIGHT } from '../remedies/serving.ts';
import { defineRule } from '../rule.ts';
import { covers } from '../tls/names.ts';

/**
 * The certificate of S3 is for `*.s3.region.amazonaws.com`, and a wildcard stands for one label: a bucket with dots in its name is
 * not covered. https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html. Only custom origins: what CloudFront does
 * with such a name under `S3OriginConfig` is not documented.
 */
export const s3DottedBucketOverHttps = defineRule({
  id: 's3-dotted-bucket-over-https',
  title: 'S3 bucket with dots in its name over HTTPS',
  about: {
    whatHappens:
      "The origin is the REST endpoint of an S3 bucket whose name has dots, set up as a custom origin over HTTPS. S3's certificate carries `*.s3.REGION.amazonaws.com`, which stands for one label only.",
    whatCloudFrontDoes: 'It compares the whole name, finds no match, breaks off the handshake and answers 502.',
    howToBeSure:
      "`openssl s_client -servername` with the origin's name and `-verify_hostname` of the same says that the name does not match.",
    whatFixesIt:
      'An S3 origin with origin access control instead of a custom one; or a bucket without dots in its name.',
    whatDoesNot:
      'A certificate of your own: S3 has no place for one. Forwarding Host: S3 then looks for a bucket of that name.',
  },
  certainty: 'proven',
  needs: ['handshakes'],
  uses: SIGHT,
  references: [
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html',
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html',
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html',
  ],
  applies: (scene) => {
    const { kind, connection, domainName } = scene.origin;
    return kind === 's3' && connection.type === 'custom' && speaksTls(scene) && isDottedBucket(domainName);
  },
  judge: ({ handshakes }, { origin }) => {
    const own = completed(handshakes).filter(({ target }) => target.serverName === origin.domainName);
    const others = handshakes.dials.some(({ target }) => target.serverName !== origin.domainName);
    if (own.length === 0 && others) return undefined;
    const faults = judgeEach(own, ({ leaf }) => (covers(leaf, origin.domainName) ? undefined : leaf));
    if (!faults || 'unseen' in faults) return faults;
    return {
      facts: faults,
      witness: { kind: 'endpoint', key: `${origin.domainName}:${faults.first.target.port}` },
      reach: reach(faults.failing, faults.seen),
      certainty: faults.failing.some(({ target }) => target.hostForwarded === 'no') ? 'proven' : 'likely',
    };
  },
  explain: ({ failing }, { origin, listener }) => ({
    title: `Bucket ${restBucket(origin.domainName)?.bucket ?? origin.domainName} has dots in its name, which S3's certificate does not cover`,
    explanation:
      "S3's wildcard certificate stands for one label before `s3`, and this name has more. CloudFront compares the whole name and answers 502.",
    evidence: told(failing, listener),
  }),
  remedy: (_facts, { origin, distribution }) => {
    const place = restBucket(origin.domainName);
    return place ? becomeS3Origin(origin, distribution, place) : [];
  },
  deadEnds: () => [
    {
      tempting: 'Installing a certificate for the bucket',
      why: 'S3 serves its endpoints with its own certificate; there is no place for another.',
    },
    HTTP_ONLY,
  ],
});
