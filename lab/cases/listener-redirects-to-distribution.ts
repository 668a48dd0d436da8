import { defineCase } from '../case.ts';
import { ALL_VIEWER } from '../estate.ts';
import { behindVpcOrigin } from '../vpc-staging.ts';

/** HTTP to HTTPS under the viewer's own Host leads to the distribution. No 5xx comes of it. */
export default defineCase({
  id: 'listener-redirects-to-distribution',
  story: 'a VPC origin is asked over HTTP, and its listener redirects to HTTPS under the viewer’s name',
  build() {
    const listener = { port: 80, protocol: 'HTTP', defaultCertificateArn: undefined } as const;
    const staging = behindVpcOrigin({
      listener: { ...listener, defaultAction: { type: 'redirect', protocol: 'HTTPS', port: '443' } },
      vpcOrigin: { protocolPolicy: 'http-only' },
    });
    const distributions = (staging.account.distributions ?? []).map((one) => ({
      ...one,
      defaultBehavior: { origin: 'private', originRequestPolicyId: ALL_VIEWER },
    }));
    return { ...staging, account: { ...staging.account, distributions } };
  },
  expect: {
    conclusion: 'inconclusive',
    notices: ['listener-redirects-to-distribution'],
    says: ['https://www.example.com/'],
    blindSpots: ['private network'],
  },
});
