import { makeAuthority } from '../../lab/authority.ts';
import { startWorld } from '../../lab/world.ts';
import { type Share, stagingOf } from './causes.ts';
import type { Origins } from './origins.ts';

process.once('message', async (shares: readonly Share[]) => {
  const now = new Date();
  const authority = await makeAuthority(now);
  const trustAnchor = authority.root.pem;
  const staging = await stagingOf(shares, authority, (days) =>
    new Date(now.getTime() + days * 86_400_000).toISOString(),
  );
  const nobody = { endpoint: '', trustAnchor, now, onEvidence: () => {}, log: () => {} };
  const { whereabouts } = await startWorld(staging, nobody);
  const origins: Origins = { whereabouts, trustAnchor, account: staging.account };
  process.send?.(origins);
});
process.on('disconnect', () => process.exit());
