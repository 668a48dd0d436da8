import type { Distribution, Origin } from './model/distribution.ts';
import type { Observation, Observations, Observed, OriginEvidence } from './model/evidence.ts';
import type { Certainty, DeadEnd, Finding, Reach, Step, Verdict, Witness } from './model/finding.ts';

/** What every rule may look at beside the evidence it needs: configuration and the moment of the examination. */
export type Scene = {
  readonly origin: Origin;
  readonly distribution: Distribution;
  /** ISO 8601, UTC. */
  readonly examinedAt: string;
};

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
  readonly breaksAt?: string;
};

/** The evidence is there and does not tell: no dial got as far as a certificate, say. Never "ruled out". */
export type Unseen = { readonly unseen: string };

/** Sentences made from facts. `evidence`: at most three lines. */
export type Words = { readonly title: string; readonly explanation: string; readonly evidence: readonly string[] };

/** Evidence handed on as it is, seen or not, to the words and never to the judgement; with the scene. */
export type Context<Uses extends keyof Observed> = Pick<Observations, Uses> & Scene;

export type RuleSpec<Needs extends keyof Observed, Uses extends keyof Observed, Facts> = {
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
  /** Whether the rule has anything to say about such an origin at all; default: about any. */
  applies?(scene: Scene): boolean;
  /** The facts that prove it; undefined where it is ruled out; `Unseen` where the evidence cannot tell. */
  judge(seen: Pick<Observed, Needs>, scene: Scene): Judgement<Facts> | Unseen | undefined;
  explain(facts: Facts, context: Context<Uses>): Words;
  remedy(facts: Facts, context: Context<Uses>): readonly Step[];
  deadEnds(facts: Facts, context: Context<Uses>): readonly DeadEnd[];
};

/** A root cause, ready to be asked about one origin. */
export type Rule = {
  readonly id: string;
  readonly title: string;
  readonly about: About;
  readonly certainty: Certainty;
  readonly needs: readonly (keyof Observed)[];
  readonly references: readonly string[];
  readonly lastResort: boolean;
  readonly warning: boolean;
  apply(evidence: OriginEvidence, scene: Omit<Scene, 'origin'>): Verdict;
};

const CERTAINTIES: readonly Certainty[] = ['likely', 'proven'];

/** The lower of two certainties. */
export function lower(a: Certainty, b: Certainty): Certainty {
  return CERTAINTIES.indexOf(a) <= CERTAINTIES.indexOf(b) ? a : b;
}

type Missing = { readonly need: string; readonly observation: Exclude<Observation<unknown>, { status: 'observed' }> };

/** A need that was not observed, if any. A thing that does not exist settles the matter whatever else was unseen. */
function firstMissing(needs: readonly (keyof Observed)[], observations: Observations): Missing | undefined {
  const missing: Missing[] = [];
  for (const need of needs) {
    const observation = observations[need];
    if (observation.status !== 'observed') missing.push({ need, observation });
  }
  return missing.find((one) => one.observation.status === 'not-applicable') ?? missing[0];
}

function pick<Key extends keyof Observed>(keys: readonly Key[], observations: Observations): Pick<Observed, Key> {
  const entries = keys.map((key): [Key, unknown] => {
    const observation = observations[key];
    return [key, observation.status === 'observed' ? observation.value : undefined];
  });
  return Object.fromEntries(entries) as Pick<Observed, Key>;
}

function context<Key extends keyof Observed>(
  keys: readonly Key[],
  observations: Observations,
  scene: Scene,
): Context<Key> {
  const used = Object.fromEntries(keys.map((key) => [key, observations[key]]));
  return { ...used, ...scene } as Context<Key>;
}

/**
 * Makes a rule of a declaration. The engine unwraps exactly the evidence that the rule needs and answers for it where
 * something is missing, so `judge` has no "is it there?" branches and its argument's type holds nothing else.
 */
export function defineRule<Needs extends keyof Observed, Uses extends keyof Observed, Facts>(
  spec: RuleSpec<Needs, Uses, Facts>,
): Rule {
  const { id, title, about, certainty, needs, references, lastResort = false, warning = false } = spec;
  return {
    id,
    title,
    about,
    certainty,
    needs,
    references,
    lastResort,
    warning,
    apply: (evidence, scene) => apply(spec, evidence, scene),
  };
}

function apply<Needs extends keyof Observed, Uses extends keyof Observed, Facts>(
  spec: RuleSpec<Needs, Uses, Facts>,
  { origin, observations }: OriginEvidence,
  rest: Omit<Scene, 'origin'>,
): Verdict {
  const ids = { ruleId: spec.id, originId: origin.id };
  const scene: Scene = { ...rest, origin };
  if (spec.applies && !spec.applies(scene)) return { ...ids, kind: 'not-applicable' };
  const missing = firstMissing(spec.needs, observations);
  if (missing?.observation.status === 'not-applicable') return { ...ids, kind: 'not-applicable' };
  if (missing?.observation.status === 'unavailable') {
    const { reason, permission } = missing.observation;
    return { ...ids, kind: 'not-judged', need: missing.need, reason, permission };
  }
  const judgement = spec.judge(pick(spec.needs, observations), scene);
  if (judgement && 'unseen' in judgement) {
    return { ...ids, kind: 'not-judged', need: spec.needs.join(', '), reason: judgement.unseen };
  }
  if (!judgement) return { ...ids, kind: 'ruled-out' };
  const finding = tell(spec, judgement, context(spec.uses, observations, scene));
  return { ...ids, kind: 'found', finding, leads: !spec.warning && (judgement.leads ?? true) };
}

function tell<Needs extends keyof Observed, Uses extends keyof Observed, Facts>(
  spec: RuleSpec<Needs, Uses, Facts>,
  { facts, witness, reach, certainty, breaksAt }: Judgement<Facts>,
  seen: Context<Uses>,
): Finding {
  return {
    ruleId: spec.id,
    originId: seen.origin.id,
    ...spec.explain(facts, seen),
    certainty: lower(spec.certainty, certainty ?? spec.certainty),
    witness,
    reach,
    breaksAt,
    remedy: spec.remedy(facts, seen),
    deadEnds: spec.deadEnds(facts, seen),
    references: spec.references,
  };
}
