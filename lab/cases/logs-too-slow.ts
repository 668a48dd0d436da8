import { defineCase } from '../case.ts';
import { SHOP_ID } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { ownServer } from '../staging.ts';

/** A query that does not end is stopped and costs a blind spot, not the message. */
export default defineCase({
  id: 'logs-too-slow',
  story: 'a certificate ran out; the query over the access logs does not end in time',
  async build({ authority, at }) {
    const leaf = await authority.issue({ names: ['origin.example.com'], notBefore: at(-93), notAfter: at(-3) });
    return ownServer(tlsOrigin({ chain: [leaf, authority.intermediate] }), {
      account: { accessLogs: [{ distributionId: SHOP_ID, runningFor: 99 }] },
      logs: true,
    });
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'certificate-expired',
    certainty: 'proven',
    blindSpots: ['did not end in time and was stopped'],
  },
});
