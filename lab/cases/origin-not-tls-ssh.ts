import { defineCase } from '../case.ts';
import { bannerOrigin } from '../origins/banner.ts';
import { ownServer } from '../staging.ts';

/** Somebody moved SSH to 443 to get through a firewall. */
export default defineCase({
  id: 'origin-not-tls-ssh',
  story: 'an SSH server answers on 443',
  build: () => ownServer(bannerOrigin()),
  expect: {
    conclusion: 'root-cause',
    ruleId: 'origin-not-tls',
    certainty: 'proven',
    says: ['SSH-2.0-OpenSSH'],
    neverSays: ['plain HTTP on'],
  },
});
