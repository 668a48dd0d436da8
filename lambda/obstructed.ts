import { completed, type Faults, judgeEach, type Served } from './dials.ts';
import type { TrustPath } from './model/certificate.ts';
import type { Handshakes } from './model/handshake.ts';
import { type Obstacle, obstruction } from './tls/obstacles.ts';

type Trusted = Served & { readonly path: TrustPath };

type Place = 'leaf' | 'intermediate' | 'root';

/** An obstacle on the best path of a trusted chain, and the certificate that is at fault. */
export type Obstructed<Found extends Obstacle> = {
  readonly obstacle: Found;
  readonly place: Place;
  readonly subject: string;
  readonly fingerprint: string;
};

/** The evidence does not tell: what is beyond signatures is judged on trusted paths only. */
const NO_PATH: { readonly unseen: string } = { unseen: 'no dial was served a chain that leads to a trusted root' };

/** The dials whose best path has an obstacle that `pick` knows as its own. */
export function obstructed<Found extends Obstacle>(
  handshakes: Handshakes,
  at: string,
  pick: (obstacle: Obstacle) => Found | undefined,
): Faults<Obstructed<Found>> | typeof NO_PATH | undefined {
  const trusted = completed(handshakes).filter(({ path }) => path.kind === 'trusted');
  return judgeEach(trusted, (one) => find(one, at, pick), NO_PATH);
}

function find<Found extends Obstacle>(
  { chain, path }: Trusted,
  at: string,
  pick: (obstacle: Obstacle) => Found | undefined,
): Obstructed<Found> | undefined {
  const blocked = obstruction(chain, path, at);
  for (const one of blocked ? pressing(blocked.obstacles) : []) {
    const obstacle = pick(one);
    const certificate = one.at === 'anchor' ? blocked?.path.anchor : chain[one.at];
    if (!obstacle || !certificate) continue;
    const { subject, fingerprint } = certificate;
    return { obstacle, place: placeOf(one), subject, fingerprint };
  }
  return undefined;
}

/** Where the leaf itself is out of date the dates above it are not told beside: the new leaf brings its own chain. */
function pressing(obstacles: readonly Obstacle[]): readonly Obstacle[] {
  const isDate = ({ kind }: Obstacle) => kind === 'expired' || kind === 'not-yet-valid';
  return obstacles.some((one) => isDate(one) && one.at === 0) ? obstacles.filter((one) => !isDate(one)) : obstacles;
}

function placeOf({ at }: Obstacle): Place {
  if (at === 'anchor') return 'root';
  return at === 0 ? 'leaf' : 'intermediate';
}

/** For a sentence: `the intermediate certificate`. */
export const NOUN: Readonly<Record<Place, string>> = {
  leaf: 'the leaf',
  intermediate: 'the intermediate certificate',
  root: 'the root',
};
