import { atMost, externalId, memberRole, memberRoleName, region } from './account-values.ts';
import { type Command, type CommandName, Complaint, type OriginOptions, type Surroundings } from './command.ts';
import { COMMANDS } from './flags.ts';
import { hostName } from './host.ts';
import { commandNamed, type Line, quoted, refuseStrangers, takeApart } from './tokens.ts';
import { address, distributionId, policy, port, protocols, resolver, timeout } from './values.ts';

/** Ports of the two schemes. */
const HTTPS_PORT = 443;
const HTTP_PORT = 80;

/** Understands a command line, or throws a `Complaint` that says what came, what was wanted and what to type. */
export function parse(argv: readonly string[]): Command {
  const line = takeApart(argv);
  const [word, ...rest] = line.words;
  if (line.flags.has('help')) return help(word);
  if (line.flags.has('version')) return { kind: 'version' };
  if (word === undefined) throw new Complaint(`no command; want one of: ${Object.keys(COMMANDS).join(', ')}`);
  const name = commandNamed(word);
  refuseStrangers(name, line);
  return command(name, argument(name, rest), line);
}

function help(word: string | undefined): Command {
  return word === undefined ? { kind: 'help' } : { kind: 'help', about: commandNamed(word) };
}

function argument(name: CommandName, [value, surplus]: readonly string[]): string {
  const usage = `${name} ${COMMANDS[name].argument}`;
  if (value === undefined || value === '') throw new Complaint(`${name} wants its argument: ${usage}`);
  if (surplus !== undefined) throw new Complaint(`${usage} wants one argument; got ${quoted(surplus)} too`);
  return value;
}

function command(kind: CommandName, value: string, line: Line): Command {
  const output = { json: line.flags.has('json'), colour: !line.flags.has('no-color') };
  switch (kind) {
    case 'origin':
      return { kind, ...output, origin: origin(value, line), surroundings: surroundings(line) };
    case 'distribution':
      return { kind, ...output, id: distributionId(value), surroundings: surroundings(line) };
    case 'event':
      return { kind, ...output, path: value, surroundings: surroundings(line) };
    case 'replay':
      return { kind, ...output, path: value };
  }
}

function origin(value: string, line: Line): OriginOptions {
  const how = one(line, 'policy', policy) ?? 'https-only';
  return {
    host: hostName(value, 'origin'),
    port: one(line, 'port', port) ?? (how === 'http-only' ? HTTP_PORT : HTTPS_PORT),
    hostHeaders: many(line, 'host-header', (name) => hostName(name, '--host-header')),
    protocols: one(line, 'protocols', protocols) ?? ['TLSv1.2'],
    policy: how,
    addressType: many(line, 'connect-to', address).some((ip) => ip.includes(':')) ? 'dualstack' : 'ipv4',
  };
}

function surroundings(line: Line): Surroundings {
  return {
    resolver: one(line, 'resolver', resolver),
    trustAnchors: one(line, 'trust-anchors', String),
    allowPrivateAddresses: line.flags.has('allow-private-addresses'),
    timeoutSeconds: one(line, 'timeout', timeout),
    evidence: one(line, 'evidence', String),
    profile: one(line, 'profile', String),
    connectTo: many(line, 'connect-to', address),
    regions: atMost(4, many(line, 'region', region), '--region'),
    memberRoles: atMost(5, many(line, 'member-role', memberRole), '--member-role'),
    memberRoleName: one(line, 'member-role-name', memberRoleName),
    externalId: one(line, 'external-id', externalId),
  };
}

function one<T>(line: Line, flag: string, read: (text: string) => T): T | undefined {
  return many(line, flag, read)[0];
}

function many<T>({ flags }: Line, flag: string, read: (text: string) => T): T[] {
  return (flags.get(flag) ?? []).map((text) => read(text));
}
