import { defineCase } from '../case.ts';
import { der } from '../extensions.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { ownServer } from '../staging.ts';

/** TLS feature: status_request. https://www.rfc-editor.org/rfc/rfc7633 */
const MUST_STAPLE = { id: '1.3.6.1.5.5.7.1.24', critical: false, value: der(0x30, Buffer.of(0x02, 0x01, 0x05)) };

/** Authorities stopped to issue such certificates with their OCSP services; those that are left outlive the responders. */
export default defineCase({
  id: 'staple-missing',
  story: 'a warning: the certificate demands an OCSP staple, and the server sends none',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['origin.example.com'], extensions: [MUST_STAPLE] });
    return ownServer(tlsOrigin({ chain: [leaf, authority.intermediate] }));
  },
  expect: {
    conclusion: 'no-fault-found',
    notices: ['staple-missing'],
    says: ['demands an OCSP staple, and none is sent'],
    ruledOut: ['certificate-expired', 'critical-extension-unknown'],
  },
});
