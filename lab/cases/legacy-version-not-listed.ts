import { defineCase } from '../case.ts';
import { legacyOrigin } from '../origins/legacy.ts';
import { ownServer } from '../staging.ts';

/** Not every old server is a decoy: what it chooses of the legacy offer lies below the lowest version that is listed. */
export default defineCase({
  id: 'legacy-version-not-listed',
  story: 'an old appliance speaks 3DES over TLS 1.0; CloudFront may speak TLS 1.2 and later',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['origin.example.com'], key: 'RSA-2048' });
    return ownServer(legacyOrigin([leaf, authority.intermediate], { version: 0x0301, suite: 0x000a }));
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'protocol-mismatch',
    certainty: 'likely',
    says: ['TLSv1'],
    neverSays: ['aws acm request-certificate'],
  },
});
