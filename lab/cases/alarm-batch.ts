import { defineCase } from '../case.ts';
import { SHOP_ID, shop } from '../estate.ts';
import { eventBridge, sqs } from '../events.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { ownServer, WEB } from '../staging.ts';

const OTHER = 'E2QWRUHAPOMQZL';

/** Two alarms and a stranger in one batch: one message a distribution, and the stranger fails alone. */
export default defineCase({
  id: 'alarm-batch',
  story: 'a batch of two alarms over two distributions, and one body that is none',
  async build({ authority, at, now }) {
    const leaf = await authority.issue({ names: ['origin.example.com'], notBefore: at(-93), notAfter: at(-3) });
    const sound = await authority.issue({ names: ['blog-origin.example.com'] });
    const alarm = (distributionId: string) =>
      eventBridge({ distributionId, at: now, alarmName: `5xx-${distributionId}` });
    const origins = [{ id: 'blog', domainName: 'blog-origin.example.com' }];
    const other = shop({
      id: OTHER,
      domainName: 'd222222abcdef8.cloudfront.net',
      aliases: ['blog.example.com'],
      origins,
    });
    const serve = (one: typeof leaf) => tlsOrigin({ chain: [one, authority.intermediate] });
    return ownServer(serve(leaf), {
      dns: { 'origin.example.com': { a: [WEB] }, 'blog-origin.example.com': { a: ['203.0.113.50'] } },
      origins: [
        { at: [WEB], serve: serve(leaf) },
        { at: ['203.0.113.50'], serve: serve(sound) },
      ],
      account: { distributions: [shop(), other] },
      event: sqs([alarm(SHOP_ID), 'no alarm at all', alarm(OTHER)]),
    });
  },
  expect: [
    { conclusion: 'no-fault-found', ruledOut: ['certificate-expired'] },
    { conclusion: 'root-cause', ruleId: 'certificate-expired', certainty: 'proven' },
  ],
});
