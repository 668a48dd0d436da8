import type { CommandName } from './command.ts';

/** One flag: without `value` it is a switch. */
export type Flag = {
  /** What stands for its value in the help. */
  readonly value?: string;
  /** May be given more than once. */
  readonly many?: boolean;
  readonly short?: string;
  readonly commands: readonly CommandName[];
  readonly help: string;
};

const ALL: readonly CommandName[] = ['origin', 'distribution', 'event', 'replay'];
const LOOKING: readonly CommandName[] = ['origin', 'distribution', 'event'];
const AWS: readonly CommandName[] = ['distribution', 'event'];

/** The commands with their one argument. */
export const COMMANDS: Readonly<Record<CommandName, { readonly argument: string; readonly help: string }>> = {
  origin: { argument: 'HOST', help: 'Dial one host as CloudFront would, without AWS' },
  distribution: { argument: 'ID', help: 'Examine every origin of a distribution' },
  event: { argument: 'FILE|-', help: 'Examine what a saved alarm event is about' },
  replay: { argument: 'EVIDENCE.json', help: 'Judge saved evidence again; asks nobody' },
};

/** Every flag, in the order of the help. */
export const FLAGS: Readonly<Record<string, Flag>> = {
  port: { value: 'PORT', commands: ['origin'], help: 'Port to dial (443; 80 with --policy http-only)' },
  'host-header': { value: 'NAME', many: true, commands: ['origin'], help: 'A viewer name whose Host is forwarded' },
  protocols: { value: 'LIST', commands: ['origin'], help: 'Allowed protocols, by commas (TLSv1.2)' },
  policy: { value: 'POLICY', commands: ['origin'], help: 'https-only (default), match-viewer or http-only' },
  'connect-to': { value: 'ADDRESS', many: true, commands: ['origin'], help: 'Dial this address instead of asking DNS' },
  profile: { value: 'NAME', commands: AWS, help: 'AWS profile; AWS_ENDPOINT_URL holds too' },
  region: { value: 'CODE', many: true, commands: AWS, help: 'Look here too for an address of the account' },
  'member-role': { value: 'ARN', many: true, commands: AWS, help: 'Look into its account too, as this role' },
  'member-role-name': { value: 'NAME', commands: AWS, help: 'The same where an ARN names the account' },
  'external-id': { value: 'WORD', commands: AWS, help: 'What to say when assuming those roles' },
  resolver: { value: 'IP:PORT', commands: LOOKING, help: 'Ask this DNS server' },
  'trust-anchors': { value: 'FILE', commands: LOOKING, help: "PEM certificates to trust instead of Mozilla's" },
  'allow-private-addresses': { commands: LOOKING, help: 'Dial private addresses too' },
  timeout: { value: 'SECONDS', commands: LOOKING, help: 'Stop looking after this time, 1 to 300' },
  evidence: { value: 'FILE', commands: LOOKING, help: 'Save what was seen, for replay' },
  json: { commands: ALL, help: 'Print the diagnosis as JSON and nothing else' },
  'no-color': { commands: ALL, help: 'No colours; NO_COLOR holds too' },
  help: { short: 'h', commands: ALL, help: 'Print this' },
  version: { commands: ALL, help: 'Print the version' },
};
