import { defineCase } from '../case.ts';
import { bannerOrigin } from '../origins/banner.ts';
import { ownServer } from '../staging.ts';

const VERSION = '8.0.36-0ubuntu0.22.04.1';

/** The first packet of a MySQL server: length, number 0, version 10, and what it calls itself. */
const GREETING = Buffer.concat([
  Buffer.of(74, 0, 0, 0, 10),
  Buffer.from(`${VERSION}\0`),
  Buffer.alloc(74 - VERSION.length - 2, 7),
]);

/** A port was mixed up: a database answers. */
export default defineCase({
  id: 'origin-not-tls-mysql',
  story: 'a MySQL server answers on the HTTPS port',
  build: () => ownServer(bannerOrigin(GREETING)),
  expect: {
    conclusion: 'root-cause',
    ruleId: 'origin-not-tls',
    certainty: 'proven',
    says: ['answers MySQL on port 443', VERSION],
  },
});
