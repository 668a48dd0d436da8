import { defineCase } from '../case.ts';
import { pickyOrigin } from '../origins/picky.ts';
import { ownServer } from '../staging.ts';

/** A policy of the newest fashion before the server: no EdDSA in the offer, no handshake. The key itself is an ordinary one. */
export default defineCase({
  id: 'signature-scheme-mismatch',
  story: 'the origin turns away whoever offers no EdDSA',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['origin.example.com'], key: 'P-256' });
    // ed25519 and ed448, https://www.rfc-editor.org/rfc/rfc8446#section-4.2.3
    return ownServer(pickyOrigin([leaf, authority.intermediate], Buffer.from('08070808', 'hex')));
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'signature-scheme-mismatch',
    says: ['EdDSA', 'P-256'],
    neverSays: ['aws acm request-certificate'],
    ruledOut: ['origin-not-tls', 'certificate-key-unsupported'],
  },
});
