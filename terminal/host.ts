import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import { Complaint } from './command.ts';
import { quoted } from './tokens.ts';

/** A host name: lower case, international names in their ASCII form, no trailing dot. Anything else is a `Complaint` with what to type. */
export function hostName(text: string, where: string): string {
  refuseUrl(text, where);
  if (isIP(text.replace(/^\[(.*)\]$/, '$1')) !== 0) {
    throw new Complaint(
      `${where} wants a name: CloudFront knows no addresses as origins; got ${quoted(text)}. Try: origin NAME --connect-to ${text}`,
    );
  }
  const name = ascii(text.replace(/\.$/, ''));
  const labels = name.split('.');
  const sound = labels.length > 1 && name.length <= 253 && labels.every((label) => LABEL.test(label));
  if (sound) return name;
  throw new Complaint(`${where} wants a full host name, like www.example.com; got ${quoted(text)}`);
}

const LABEL = /^(?!-)[a-z0-9_-]{1,63}(?<!-)$/;

function ascii(text: string): string {
  return /^[\w.-]+$/.test(text) ? text.toLowerCase() : domainToASCII(text);
}

/** A pasted URL or `host:port` is answered with the command that was meant; nothing of it is dropped in silence. */
function refuseUrl(text: string, where: string): void {
  const [, scheme, host, digits, rest] = /^(?:(https?):\/\/)?([\w.-]+)(?::(\d+))?(\/.*)?$/i.exec(text) ?? [];
  if (!host || (!scheme && !digits && !rest)) return;
  const flags = [
    ...(digits ? [`--port ${digits}`] : []),
    ...(scheme?.toLowerCase() === 'http' ? ['--policy http-only'] : []),
  ];
  const instead = [host.toLowerCase(), ...(where === 'origin' ? flags : [])].join(' ');
  throw new Complaint(`${where} wants a host name alone; got ${quoted(text)}. Try: ${where} ${instead}`);
}
