import type { Diagnosis } from '../model/diagnosis.ts';
import type { Section } from './assemble.ts';
import { type Block, command, hang, prose } from './layout.ts';
import { moment } from './moments.ts';

/** References worth the room. */
const MAX_REFERENCES = 3;

/** When this was seen, how to look again, and what it rests on. */
export function footer(diagnosis: Diagnosis): Section {
  const again = askAgain(diagnosis);
  const seen = `Examined ${moment(diagnosis.examinedAt)}.`;
  const asking = again ? [...prose(`${seen} Look again:`), ...command(again)] : prose(seen);
  return { blocks: [asking, ...references(diagnosis)], rank: 0.5 };
}

/** A name that is no distribution id or host (an alarm whose distribution is unknown) makes no command. */
function askAgain({ subject }: Diagnosis): string | undefined {
  const name = subject.kind === 'distribution' ? subject.id : subject.host;
  const sound = subject.kind === 'distribution' ? /^[A-Z0-9]{1,40}$/ : /^\w[\w.-]{0,252}$/;
  return sound.test(name) ? `npm run diagnose -- ${subject.kind} ${name}` : undefined;
}

function references({ conclusion }: Diagnosis): Block[] {
  const urls = 'primary' in conclusion ? conclusion.primary.references : [];
  return urls.slice(0, MAX_REFERENCES).map((url) => hang('', '', url, 300));
}
