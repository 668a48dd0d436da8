import { defineCase } from '../case.ts';
import { shop } from '../estate.ts';
import { httpOrigin } from '../origins/http.ts';

const ENDPOINT = 'assets.example.com.s3-website-eu-west-1.amazonaws.com';

/** A website endpoint speaks HTTP on port 80 and nothing else: there is no certificate to install on it. */
export default defineCase({
  id: 's3-website-over-https',
  story: 'an S3 website endpoint is dialled over HTTPS',
  build: () => ({
    dns: { [ENDPOINT]: { a: ['192.0.2.80'] } },
    origins: [
      { at: ['192.0.2.80'], port: 80, serve: httpOrigin() },
      { at: ['192.0.2.80'], serve: 'firewall' },
    ],
    account: { distributions: [shop({ origins: [{ id: 'bucket', domainName: ENDPOINT }] })] },
    limits: { connectMs: 500 },
  }),
  expect: {
    conclusion: 'root-cause',
    ruleId: 's3-website-over-https',
    certainty: 'proven',
    says: ['assets.example.com.s3.eu-west-1.amazonaws.com', 'origin access control'],
    blindSpots: ['did not answer'],
  },
});
