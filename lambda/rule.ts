import type { DistributionObserved, Observation } from './model/evidence.ts';
import type { Certainty, DeadEnd, Finding, Reach, Step, Verdict, Witness } from './model/finding.ts';
import type { Resolution } from './model/handshake.ts';
import {
  type AllObservations,
  type Evident,
  firstMissing,
  type Overview,
  observationOf,
  type Place,
  resolutionOf,
  type Scene,
} from './place.ts';

/** The cause's page in docs/causes.md, under the same headings for every cause. Plain sentences, Markdown code marks allowed. */
export type About = {
  readonly whatHappens: string;
  readonly whatCloudFrontDoes: string;
  readonly howToBeSure: string;
  readonly whatFixesIt: string;
  readonly whatDoesNot: string;
};

/** What `judge` returns when the rule holds: the facts that prove it, with all witnesses. */
export type Judgement<Facts> = {
  readonly facts: Facts;
  readonly witness: Witness;
  readonly reach: Reach;
  /** May lower the rule's certainty, never raise it. */
  readonly certainty?: Certainty;
  /** False: unusual and worth a line, but not why. Default true. */
  readonly leads?: boolean;
  /** Here the sources disagree whether it matters. Default: what the rule says of itself. */
  readonly lastResort?: boolean;
  readonly breaksAt?: string;
};

/**
 * The evidence is there and does not tell: no dial got as far as a certificate, say. Never "ruled out". `need` is the one kind that
 * falls short, where it is one: records that do so leave no conclusion open.
 */
export type Unseen = { readonly unseen: string; readonly need?: keyof Evident };

/** Sentences made from facts. `evidence`: at most three lines. */
export type Words = { readonly title: string; readonly explanation: string; readonly evidence: readonly string[] };

/** Evidence handed on as it is, seen or not, to the words and never to the judgement; with the scene. */
export type Context<Uses extends keyof Evident, S extends Overview = Scene> = Pick<AllObservations, Uses> & S;

export type RuleSpec<Needs extends keyof Evident, Uses extends keyof Evident, Facts, S extends Overview = Scene> = {
  /** The file's name. */
  readonly id: string;
  /** A noun phrase for "ruled out: …", e.g. `expired certificate`. */
  readonly title: string;
  readonly about: About;
  /** A ceiling. */
  readonly certainty: Certainty;
  readonly needs: readonly Needs[];
  readonly uses: readonly Uses[];
  /** URLs of the documents that the rule rests on. */
  readonly references: readonly string[];
  /** The sources disagree whether this matters: it leads only when nothing else explains the failure. */
  readonly lastResort?: boolean;
  /** Worth a line, never a cause: it does not lead, and where it does not hold nothing is ruled out. */
  readonly warning?: boolean;
  /** Whether the rule has anything to say about such an origin at all, by its settings and the names in DNS; default: about any. */
  applies?(scene: S, resolution: Observation<Resolution>): boolean;
  /** The facts that prove it; undefined where it is ruled out; `Unseen` where the evidence cannot tell. */
  judge(seen: Pick<Evident, Needs>, scene: S): Judgement<Facts> | Unseen | undefined;
  /**
   * How sure it is with the evidence at hand that it uses; the ceiling holds. Default: as sure as the judgement. `notice`: likely, and
   * what is used says that it is worth a line and not why.
   */
  weigh?(facts: Facts, context: Context<Uses, S>): Certainty | 'notice';
  explain(facts: Facts, context: Context<Uses, S>): Words;
  remedy(facts: Facts, context: Context<Uses, S>): readonly Step[];
  deadEnds(facts: Facts, context: Context<Uses, S>): readonly DeadEnd[];
};

/** A root cause, ready to be asked: about each origin, or once about the distribution (its finding then has no origin). */
export type Rule = {
  readonly id: string;
  readonly title: string;
  readonly about: About;
  readonly certainty: Certainty;
  readonly scope: 'origin' | 'distribution';
  readonly needs: readonly (keyof Evident)[];
  readonly references: readonly string[];
  readonly lastResort: boolean;
  readonly warning: boolean;
  apply(place: Place, overview: Overview): Verdict;
};

const CERTAINTIES: readonly Certainty[] = ['likely', 'proven'];

/** The lower of two certainties. */
export function lower(a: Certainty, b: Certainty): Certainty {
  return CERTAINTIES.indexOf(a) <= CERTAINTIES.indexOf(b) ? a : b;
}

function pick<Key extends keyof Evident>(
  keys: readonly Key[],
  observations: Place['observations'],
): Pick<Evident, Key> {
  const entries = keys.map((key): [Key, unknown] => {
    const observation = observationOf(key, observations);
    return [key, observation.status === 'observed' ? observation.value : undefined];
  });
  return Object.fromEntries(entries) as Pick<Evident, Key>;
}

function context<Key extends keyof Evident, S extends Overview>(
  keys: readonly Key[],
  observations: Place['observations'],
  scene: S,
): Context<Key, S> {
  const used = Object.fromEntries(keys.map((key) => [key, observationOf(key, observations)]));
  return { ...used, ...scene } as Context<Key, S>;
}

/**
 * Makes a rule of a declaration, to be judged for each origin. The engine unwraps exactly the evidence that the rule needs and
 * answers for it where something is missing, so `judge` has no "is it there?" branches and its argument's type holds nothing else.
 */
export function defineRule<Needs extends keyof Evident, Uses extends keyof Evident, Facts>(
  spec: RuleSpec<Needs, Uses, Facts>,
): Rule {
  return ruleOf(spec, 'origin', ({ origin, observations }, overview) =>
    origin
      ? apply(spec, observations, { ...overview, origin }, origin.id)
      : { ruleId: spec.id, originId: '', kind: 'not-applicable' },
  );
}

/** The same for a rule that is judged once, about the distribution as a whole, by evidence that belongs to no single origin. */
export function defineDistributionRule<
  Needs extends keyof DistributionObserved,
  Uses extends keyof DistributionObserved,
  Facts,
>(spec: RuleSpec<Needs, Uses, Facts, Overview>): Rule {
  return ruleOf(spec, 'distribution', ({ observations }, overview) => apply(spec, observations, overview, ''));
}

type Declared = Omit<Rule, 'scope' | 'apply' | 'lastResort' | 'warning'> &
  Partial<Pick<Rule, 'lastResort' | 'warning'>>;

function ruleOf(spec: Declared, scope: Rule['scope'], ask: Rule['apply']): Rule {
  const { id, title, about, certainty, needs, references, lastResort = false, warning = false } = spec;
  return { id, title, about, certainty, scope, needs, references, lastResort, warning, apply: ask };
}

function apply<Needs extends keyof Evident, Uses extends keyof Evident, Facts, S extends Overview>(
  spec: RuleSpec<Needs, Uses, Facts, S>,
  observations: Place['observations'],
  scene: S,
  originId: string,
): Verdict {
  const ids = { ruleId: spec.id, originId };
  if (spec.applies && !spec.applies(scene, resolutionOf(observations))) return { ...ids, kind: 'not-applicable' };
  const missing = firstMissing(spec.needs, observations);
  if (missing?.observation.status === 'not-applicable') return { ...ids, kind: 'not-applicable' };
  if (missing?.observation.status === 'unavailable') {
    const { reason, permission } = missing.observation;
    return { ...ids, kind: 'not-judged', need: missing.need, reason, permission };
  }
  const judgement = spec.judge(pick(spec.needs, observations), scene);
  if (judgement && 'unseen' in judgement) {
    return { ...ids, kind: 'not-judged', need: judgement.need ?? spec.needs.join(', '), reason: judgement.unseen };
  }
  if (!judgement) return { ...ids, kind: 'ruled-out' };
  const seen = context(spec.uses, observations, scene);
  const weight = spec.weigh?.(judgement.facts, seen) ?? judgement.certainty ?? spec.certainty;
  const certainty = lower(spec.certainty, weight === 'notice' ? 'likely' : weight);
  const finding = { ...ids, ...tell(spec, judgement, seen), certainty };
  const leads = !spec.warning && weight !== 'notice' && (judgement.leads ?? true);
  const isLast = judgement.lastResort ?? spec.lastResort ?? false;
  return { ...ids, kind: 'found', finding, leads, ...(isLast && { lastResort: true }) };
}

function tell<Needs extends keyof Evident, Uses extends keyof Evident, Facts, S extends Overview>(
  spec: RuleSpec<Needs, Uses, Facts, S>,
  { facts, witness, reach, breaksAt }: Judgement<Facts>,
  seen: Context<Uses, S>,
): Omit<Finding, 'ruleId' | 'originId' | 'certainty'> {
  return {
    ...spec.explain(facts, seen),
    witness,
    reach,
    breaksAt,
    remedy: spec.remedy(facts, seen),
    deadEnds: spec.deadEnds(facts, seen),
    references: spec.references,
  };
}
