import { defineCase } from '../case.ts';
import { SHOP_ID } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { ownServer } from '../staging.ts';
import { failedLines } from '../traffic.ts';

/** The access logs say which hosts and paths are hit, and hold so few lines yet that nothing follows from whom they do not name. */
export default defineCase({
  id: 'logs-name-the-hosts',
  story: 'a certificate ran out; the access logs name the host and the paths that fail',
  async build({ authority, at, now }) {
    const leaf = await authority.issue({ names: ['origin.example.com'], notBefore: at(-93), notAfter: at(-3) });
    const lines = failedLines(now, [
      { host: 'www.example.com', path: '/api/cart?session=cookie-like-secret', count: 60 },
      { host: 'www.example.com', path: '/', count: 20 },
    ]);
    return ownServer(tlsOrigin({ chain: [leaf, authority.intermediate] }), {
      account: { accessLogs: [{ distributionId: SHOP_ID, lines }] },
      logs: true,
    });
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'certificate-expired',
    certainty: 'proven',
    says: ['The access logs hold 80 of them', 'all OriginConnectError; all www.example.com', '/api 75%'],
    neverSays: ['cookie-like-secret'],
    ruledOut: ['only-unknown-hosts-fail'],
  },
});
