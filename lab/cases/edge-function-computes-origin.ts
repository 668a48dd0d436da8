import { defineCase } from '../case.ts';
import { shop } from '../estate.ts';

const CODE = `import cf from 'cloudfront';
const kvs = cf.kvs();
async function handler(event) {
  const domainName = await kvs.get(event.request.headers.host.value);
  cf.updateRequestOrigin({ domainName });
  return event.request;
}`;

/** Decoy: the configured origin is a name that does not exist, and no request is meant for it: a function looks the origin up. */
export default defineCase({
  id: 'edge-function-computes-origin',
  story: 'decoy: the configured origin is a stand-in; a CloudFront Function looks the real one up in a store',
  build: () => ({
    dns: {},
    origins: [],
    account: {
      distributions: [
        shop({
          origins: [{ id: 'web', domainName: 'placeholder.example.com' }],
          defaultBehavior: { origin: 'web', functions: [{ name: 'router', event: 'viewer-request' }] },
        }),
      ],
      functions: [{ name: 'router', code: CODE }],
    },
  }),
  expect: {
    conclusion: 'inconclusive',
    notices: ['origin-name-unresolvable'],
    says: ['the code of function router sends requests to origins that its text does not'],
    blindSpots: ['function/router'],
  },
});
