import { list, reach, type Served, told, unique } from './dials.ts';
import { endOf } from './handshake-faults.ts';
import type { Certificate } from './model/certificate.ts';
import type { Distribution, Origin } from './model/distribution.ts';
import type { Certainty } from './model/finding.ts';
import type { Handshake, Handshakes, Target } from './model/handshake.ts';
import { refused } from './refused-dials.ts';
import { hostSenders } from './remedies/host-policy.ts';
import type { Judgement, Unseen, Words } from './rule.ts';
import { wrongNames } from './wrong-names.ts';

type Where = { readonly origin: Origin; readonly distribution: Distribution };

/** A viewer's Host that goes on to an origin which does not serve it. */
export type ForwardedHost = {
  /** The names that are sent and not served. */
  readonly names: readonly string[];
  /** A dial that fails so. */
  readonly target: Target;
  /** What shows it: another certificate, one for the origin's own name alone, a refusal; `settings` where no dial tells. */
  readonly shown:
    | { readonly by: 'certificate' | 'own-certificate'; readonly failing: readonly Served[] }
    | { readonly by: 'refusal'; readonly first: Handshake }
    | { readonly by: 'settings' };
};

const UNREAD: Unseen = { unseen: 'whether the Host header goes on to the origin could not be read' };

/**
 * Judges whether the Host that behaviors forward is served: by the certificate that is shown for it, or by the refusal. Where
 * viewers' usual names are served well there is nothing to say. `bySettings`: the kind of origin has no name but its own, so
 * that the settings alone make it likely where no dial got as far as a certificate.
 */
export function judgeForwardedHost(
  { dials, omitted }: Handshakes,
  where: Where,
  bySettings: boolean,
): Judgement<ForwardedHost> | Unseen | undefined {
  const sent = { omitted, dials: dials.filter(({ target }) => target.hostForwarded === 'yes') };
  const [any] = sent.dials;
  if (!any) return dials.some(({ target }) => target.hostForwarded === 'unknown') ? UNREAD : undefined;
  const wrong = wrongNames(sent, where.distribution);
  if (wrong && 'faults' in wrong && wrong.leads) return byCertificate(wrong, where);
  const turned = refused('server-name-rejected', sent, where.distribution);
  if (turned && 'first' in turned && turned.leads) {
    const { first, failing, seen } = turned;
    const certainty = first.outcome.kind === 'alert' ? 'proven' : 'likely';
    return judged({ target: first.target, shown: { by: 'refusal', first } }, failing, seen, where, certainty);
  }
  if (!wrong || !('unseen' in wrong)) return undefined;
  if (!bySettings) return wrong;
  return judged({ target: any.target, shown: { by: 'settings' } }, sent.dials, sent.dials, where, 'likely');
}

function byCertificate(wrong: Extract<ReturnType<typeof wrongNames>, { faults: unknown }>, where: Where) {
  const { first, failing, seen } = wrong.faults;
  const by = failing.every(({ fault }) => fault === 'origin-only') ? 'own-certificate' : 'certificate';
  return judged({ target: first.target, shown: { by, failing } }, failing, seen, where, wrong.certainty);
}

type Dialled = { readonly target: Target };

function judged(
  facts: Omit<ForwardedHost, 'names'>,
  failing: readonly Dialled[],
  seen: readonly Dialled[],
  { origin, distribution }: Where,
  certainty: Certainty,
): Judgement<ForwardedHost> {
  return {
    facts: { ...facts, names: viewersNames(failing, distribution) },
    witness: { kind: 'endpoint', key: `${origin.domainName}:${facts.target.port}` },
    reach: reach(failing, seen),
    certainty,
  };
}

/** The names that these dials sent; the distribution's own, which few viewers use, only where it is alone. */
export function viewersNames(dials: readonly Dialled[], { domainName }: Distribution): string[] {
  const names = unique(dials.map(({ target }) => target.serverName));
  const aliases = names.filter((name) => name !== domainName);
  return aliases.length > 0 ? aliases : names;
}

/** How the rules about a forwarded Host speak. `what` serves its own name only; `otherwise`: what it does if CloudFront connects. */
export function tellForwardedHost(
  what: string,
  { names, shown }: ForwardedHost,
  { origin, distribution }: Where,
  otherwise: string,
): Words {
  const asked = list(names, 2);
  return {
    title: `The viewer's Host is forwarded to ${what}, which does not serve ${asked}`,
    explanation: `CloudFront asks ${origin.domainName} for ${asked}, the viewer's Host, instead of its own name. ${evil(shown, otherwise)}`,
    evidence: [
      ...hostSenders({ origin, distribution }),
      ...('failing' in shown ? told(shown.failing) : []),
      ...('first' in shown ? [`Asked for ${asked}: ${endOf(shown.first)}`] : []),
    ],
  };
}

/** What was shown for it, if anything was. */
export function leafOf({ shown }: ForwardedHost): Certificate | undefined {
  return 'failing' in shown ? shown.failing[0]?.leaf : undefined;
}

function evil(shown: ForwardedHost['shown'], otherwise: string): string {
  switch (shown.by) {
    case 'certificate':
      return 'The certificate that it shows carries neither of the two, so CloudFront answers 502.';
    case 'own-certificate':
      return `The certificate carries its own name alone, and AWS's pages differ on whether CloudFront takes that or answers 502. ${otherwise}`;
    case 'refusal':
      return `It refuses the handshake for that name with ${endOf(shown.first)}, so CloudFront answers 502.`;
    default:
      return `No dial got as far as a certificate: the settings alone say so. ${otherwise}`;
  }
}
