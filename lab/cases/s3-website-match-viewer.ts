import { defineCase } from '../case.ts';
import { shop } from '../estate.ts';
import { httpOrigin } from '../origins/http.ts';

const ENDPOINT = 'assets.example.com.s3-website-us-east-1.amazonaws.com';

/**
 * Viewers over HTTPS make CloudFront try HTTPS, which a website endpoint does not have.
 * https://github.com/laurilehmijoki/s3_website/issues/152
 */
export default defineCase({
  id: 's3-website-match-viewer',
  story: 'an S3 website endpoint is dialled as the viewer comes, and viewers come over HTTPS',
  build: () => ({
    dns: { [ENDPOINT]: { a: ['192.0.2.80'] } },
    origins: [
      { at: ['192.0.2.80'], port: 80, serve: httpOrigin() },
      { at: ['192.0.2.80'], serve: 'firewall' },
    ],
    account: {
      distributions: [shop({ origins: [{ id: 'bucket', domainName: ENDPOINT, protocolPolicy: 'match-viewer' }] })],
    },
    limits: { connectMs: 500 },
  }),
  expect: {
    conclusion: 'root-cause',
    ruleId: 's3-website-over-https',
    certainty: 'proven',
    says: ['match-viewer', 'origin access control'],
    blindSpots: ['did not answer'],
  },
});
