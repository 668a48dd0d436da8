import { defineCase } from '../case.ts';
import { httpOrigin } from '../origins/http.ts';
import { ownServer } from '../staging.ts';

/** nginx with `listen 443;`, and the word `ssl` forgotten. */
export default defineCase({
  id: 'origin-not-tls',
  story: 'the web server speaks plain HTTP on 443',
  build: () => ownServer(httpOrigin()),
  expect: { conclusion: 'root-cause', ruleId: 'origin-not-tls', certainty: 'proven', says: ['plain HTTP'] },
});
