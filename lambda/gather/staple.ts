import { clientHello } from '../cloudfront/client-hello.ts';
import type { Handshake, Handshakes } from '../model/handshake.ts';
import type { Redial } from './follow-up.ts';

/**
 * Asks once more, for a staple, where a certificate demands one: the first such dial of an origin. CloudFront's own offer does not
 * ask, so no other dial can tell.
 */
export async function askStaple(dials: readonly Handshake[], redial: Redial): Promise<Handshakes['dials']> {
  const first = dials.find(({ outcome }) => outcome.kind === 'completed' && outcome.chain[0]?.mustStaple);
  if (!first) return dials;
  const { target } = first;
  const again = (await redial(target, { ...clientHello(target.protocols), requestOCSP: true }))?.outcome;
  if (again?.kind !== 'completed' || again.stapled === undefined) return dials;
  const { stapled } = again;
  return dials.map((one) =>
    one === first && one.outcome.kind === 'completed' ? { ...one, outcome: { ...one.outcome, stapled } } : one,
  );
}
