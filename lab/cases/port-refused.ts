import { defineCase } from '../case.ts';
import { httpOrigin } from '../origins/http.ts';
import { ownServer, WEB } from '../staging.ts';

/** The server is up and listens elsewhere. We are not CloudFront: its firewall may reject us alone. */
export default defineCase({
  id: 'port-refused',
  story: 'nothing listens on 443 of the server',
  build: () => ownServer('firewall', { origins: [{ at: [WEB], port: 8443, serve: httpOrigin() }] }),
  expect: { conclusion: 'root-cause', ruleId: 'port-refused', certainty: 'likely', says: ['443'] },
});
