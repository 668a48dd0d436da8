import type { Diagnosis } from '../model/diagnosis.ts';
import type { Evidence } from '../model/evidence.ts';
import type { Section } from './assemble.ts';
import { type Block, command, hang, prose } from './layout.ts';
import { moment } from './moments.ts';

/** References worth the room. */
const MAX_REFERENCES = 3;

/** When this was seen, how to look again, and what it rests on. */
export function footer(diagnosis: Diagnosis, evidence: Evidence): Section {
  const again = askAgain(diagnosis, evidence);
  const seen = `Examined ${moment(diagnosis.examinedAt)}.`;
  const asking = again ? [...prose(`${seen} Look again:`), ...command(again)] : prose(seen);
  return { blocks: [asking, ...references(diagnosis)], rank: 0.5 };
}

/** A name that is no distribution id or host (an alarm whose distribution is unknown) makes no command. */
function askAgain({ subject }: Diagnosis, evidence: Evidence): string | undefined {
  if (subject.kind === 'distribution') {
    return /^[A-Z0-9]{1,40}$/.test(subject.id) ? `npm run diagnose -- distribution ${subject.id}` : undefined;
  }
  return HOST.test(subject.host)
    ? ['npm run diagnose -- origin', subject.host, ...originFlags(evidence)].join(' ')
    : undefined;
}

const HOST = /^\w[\w.-]{0,252}$/;

/** The flags that made the terminal's stand-in what it is. */
function originFlags({ distribution }: Evidence): string[] {
  if (distribution.status !== 'observed') return [];
  const { origins, aliases } = distribution.value;
  const connection = origins[0]?.connection;
  if (connection?.type !== 'custom') return [];
  const { protocolPolicy, httpPort, httpsPort, sslProtocols } = connection;
  const [port, usual] = protocolPolicy === 'http-only' ? [httpPort, 80] : [httpsPort, 443];
  const flags = [
    ...(port === usual ? [] : [`--port ${port}`]),
    ...(protocolPolicy === 'https-only' ? [] : [`--policy ${protocolPolicy}`]),
    ...(sslProtocols.join() === 'TLSv1.2' ? [] : [`--protocols ${sslProtocols.join()}`]),
    ...aliases.map((name) => `--host-header ${name}`),
  ];
  return flags.filter((flag) => /^--[a-z-]+ \w[\w.,-]*$/.test(flag));
}

function references({ conclusion }: Diagnosis): Block[] {
  const urls = 'primary' in conclusion ? conclusion.primary.references : [];
  return urls.slice(0, MAX_REFERENCES).map((url) => hang('', '', url, 300));
}
