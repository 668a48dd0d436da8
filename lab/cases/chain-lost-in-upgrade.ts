import { defineCase } from '../case.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { ownServer, WEB } from '../staging.ts';

/**
 * Half of the nodes are upgraded: those send the leaf alone. The others send their root as well, which openssl complains of.
 * https://laupow.github.io/2018/05/tls-misconfiguration-how-cloudfront-noticed-first
 */
export default defineCase({
  id: 'chain-lost-in-upgrade',
  story: 'an upgraded node lost the intermediates; the old one sends even its root, which is harmless',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['origin.example.com'] });
    const old = [leaf, authority.intermediate, authority.root];
    const [first, second] = [WEB, '203.0.113.11'];
    return ownServer('firewall', {
      dns: { 'origin.example.com': { a: [first, second] } },
      origins: [
        { at: [first], serve: tlsOrigin({ chain: old }) },
        { at: [second], serve: tlsOrigin({ chain: [leaf] }) },
      ],
    });
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'chain-incomplete',
    certainty: 'proven',
    notices: ['chain-with-extras'],
    says: ['1 of 2 addresses', '203.0.113.11'],
    ruledOut: ['certificate-expired', 'chain-untrusted', 'certificate-self-signed', 'chain-out-of-order'],
  },
});
