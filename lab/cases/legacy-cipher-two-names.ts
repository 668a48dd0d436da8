import { defineCase } from '../case.ts';
import { ALL_VIEWER, shop } from '../estate.ts';
import { legacyOrigin } from '../origins/legacy.ts';
import { ownServer } from '../staging.ts';

/** Decoy: by hand one name is asked for; that it is served must not make the others look turned away. */
export default defineCase({
  id: 'legacy-cipher-two-names',
  story: 'decoy: Host is forwarded, and the old appliance speaks nothing but RC4',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['*.example.com'], key: 'RSA-2048' });
    const distribution = shop({
      aliases: ['www.example.com', 'shop.example.com'],
      defaultBehavior: { origin: 'web', originRequestPolicyId: ALL_VIEWER },
    });
    return ownServer(legacyOrigin([leaf, authority.intermediate], { version: 0x0303, suite: 0x0004 }), {
      account: { distributions: [distribution] },
    });
  },
  expect: {
    conclusion: 'inconclusive',
    notices: ['no-forward-secrecy'],
    neverSays: ['ssl_ciphers', 'aws acm request-certificate'],
    ruledOut: ['server-name-rejected', 'cipher-mismatch', 'protocol-mismatch', 'handshake-failed', 'chain-incomplete'],
    blindSpots: ['speaks only TLSv1.2 with RC4-MD5', 'to the versions and ciphers that we can speak'],
  },
});
