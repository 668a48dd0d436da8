import type { Conclusion, Diagnosis } from '../model/diagnosis.ts';
import type { Evidence } from '../model/evidence.ts';
import type { Certainty } from '../model/finding.ts';
import type { Section } from './assemble.ts';
import { type Block, count, prose, sentence, WIDTH } from './layout.ts';

/** Characters of the verdict's own sentence: with the certainty after it, two or three lines on a phone. */
const MAX_VERDICT = 240;

/** What the two words mean. */
const CERTAINTY: Readonly<Record<Certainty, string>> = {
  proven: 'Proven: CloudFront cannot complete this connection.',
  likely: 'Likely: it fits what was seen, and nothing better does.',
};

/** The same of noise. */
const QUIET: Readonly<Record<Certainty, string>> = {
  proven: 'Proven: the access logs hold no error of any alias by name.',
  likely: 'Likely: no error in the access logs is of an alias by name.',
};

/** What is left when the way to the origin is sound. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html */
const ELSEWHERE =
  "The errors behind the alarm are then the origin's own answers, come from edge functions, or have passed.";

/** The first lines: what it is and how sure that is, then why. */
export function verdict(diagnosis: Diagnosis, evidence: Evidence): Section {
  const { conclusion } = diagnosis;
  const blocks = opening(...words(conclusion, evidence));
  const why = explanation(diagnosis);
  return { blocks: [blocks, ...(why ? [prose(why)] : [])], rank: 0, airy: true };
}

function explanation({ conclusion, alarm }: Diagnosis): string | undefined {
  if ('primary' in conclusion) return conclusion.primary.explanation;
  if (conclusion.kind === 'no-fault-found' && alarm) return ELSEWHERE;
  return undefined;
}

/** Two lines where the verdict fits on one, else one paragraph, so that the certainty is never far down. */
function opening(what: string, certainty: string): Block {
  const line = prose(sentence(what), MAX_VERDICT);
  if (line.length <= 1 && (line[0] ?? '').length <= WIDTH) return [...line, ...prose(certainty)];
  return prose(`${line.join(' ')} ${certainty}`, MAX_VERDICT + certainty.length + 1);
}

function words(conclusion: Conclusion, evidence: Evidence): [string, string] {
  switch (conclusion.kind) {
    case 'root-cause':
      return [conclusion.primary.title, CERTAINTY[conclusion.primary.certainty]];
    case 'noise':
      return [conclusion.primary.title, QUIET[conclusion.primary.certainty]];
    case 'origin-answered':
      return [conclusion.primary.title, answered(conclusion.primary.certainty)];
    case 'no-fault-found':
      return [
        `No fault found between CloudFront and ${originsOf(evidence)}`,
        'Everything that decides was seen, and it is sound now.',
      ];
    case 'inconclusive':
      return [
        `Inconclusive: ${conclusion.reason}`,
        'Too little could be seen to say what is wrong, or that nothing is.',
      ];
  }
}

/** TLS was sound for the answer to come through, so the verdict acquits it in the same breath. */
function answered(certainty: Certainty): string {
  const how = certainty === 'proven' ? 'Proven' : 'Likely';
  return `${how}: TLS is sound; the origin itself sends this error.`;
}

/** The single origin by its name, several by their number. */
export function originsOf({ origins, subject }: Evidence): string {
  if (subject.kind === 'origin') return subject.host;
  const [only, ...others] = origins;
  return only && others.length === 0 ? only.origin.domainName : `its ${count(origins.length, 'origin')}`;
}
