import { defineCase } from '../case.ts';
import { bannerOrigin } from '../origins/banner.ts';
import { ownServer } from '../staging.ts';

/** A mail server got the address that the web server once had. */
export default defineCase({
  id: 'origin-not-tls-smtp',
  story: 'a mail server answers on the HTTPS port',
  build: () => ownServer(bannerOrigin('220 mx.example.com ESMTP Postfix\r\n')),
  expect: {
    conclusion: 'root-cause',
    ruleId: 'origin-not-tls',
    certainty: 'proven',
    says: ['answers SMTP (mail) on port 443', '220 mx.example.com ESMTP'],
  },
});
