/** An origin that code makes up: what it leaves out is taken from the origin that the behavior is configured with. */
export type NamedOrigin = {
  /** Lower case. */
  readonly domainName: string;
  readonly custom?: {
    readonly protocol: 'http' | 'https';
    readonly port: number;
    readonly sslProtocols: readonly string[];
  };
};

/** Where the code of a CloudFront Function may send requests to, as far as its text tells without being run. */
export type Steering = {
  /** Origins of the distribution, by id. */
  readonly ids: readonly string[];
  readonly names: readonly NamedOrigin[];
  /** It also chooses what the text does not tell: a name that it computes, another server name, an override. */
  readonly computes: boolean;
};

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/helper-functions-origin-modification.html */
const HELPERS = /\b(updateRequestOrigin|selectRequestOriginById|createRequestOriginGroup)\b/g;

/** What is told of one function; more of it is left to "computes". */
const MAX_TARGETS = 4;

/** Strings are kept, comments are not. */
const STRING_OR_COMMENT = /("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`)|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;

type Call = Pick<Steering, 'ids' | 'names'>;

/** Reads the origins off the calls whose arguments are spelt out. Every other mention of a helper leaves the matter open. */
export function steeringOf(code: string): Steering {
  const text = code.replace(STRING_OR_COMMENT, (_, kept: string | undefined) => kept ?? ' ');
  const calls = [...text.matchAll(HELPERS)].map(({ 0: helper, index }) => {
    const argument = argumentAt(text, index + helper.length);
    return argument === undefined ? undefined : READ[helper]?.(argument);
  });
  const read = calls.flatMap((call) => call ?? []);
  const ids = [...new Set(read.flatMap((call) => call.ids))];
  const names = [...new Map(read.flatMap((call) => call.names).map((one) => [JSON.stringify(one), one])).values()];
  return {
    ids: ids.slice(0, MAX_TARGETS),
    names: names.slice(0, MAX_TARGETS),
    computes: read.length < calls.length || ids.length > MAX_TARGETS || names.length > MAX_TARGETS,
  };
}

/** What stands between the parentheses; undefined where none follow or they do not end. */
function argumentAt(text: string, from: number): string | undefined {
  const open = /^\s*\(/.exec(text.slice(from, from + 100));
  if (!open) return undefined;
  const start = from + open[0].length;
  let depth = 1;
  for (const { 0: token, index } of text.slice(start).matchAll(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|[()]/g)) {
    if (token === '(') depth += 1;
    if (token === ')') depth -= 1;
    if (depth === 0) return text.slice(start, start + index);
  }
  return undefined;
}

const READ: Readonly<Record<string, (argument: string) => Call | undefined>> = {
  updateRequestOrigin,
  selectRequestOriginById,
  createRequestOriginGroup,
};

/** The second argument overrides names, so that what is sent is not what the origin says. */
function selectRequestOriginById(argument: string): Call | undefined {
  const id = /^\s*(["'])([^"'\\]{1,128})\1\s*,?\s*$/.exec(argument)?.[2];
  return id === undefined ? undefined : { ids: [id], names: [] };
}

/** Two members, each by its id. */
function createRequestOriginGroup(argument: string): Call | undefined {
  const ids = [...argument.matchAll(/\boriginId["']?\s*:\s*(["'])([^"'\\]{1,128})\1/g)].map((found) => found[2] ?? '');
  const isPlain = ids.length === 2 && !/\.\.\.|\boriginOverrides\b|\bhostHeader\b|\bsni\b/.test(argument);
  return isPlain ? { ids, names: [] } : undefined;
}

/** Settings by which CloudFront would ask for another name, accept another, or connect otherwise. */
const OTHERWISE =
  /\.\.\.|\b(hostHeader|sni|allowedCertificateNames|ipAddressType|mTLSConfig|originAccessControlConfig)\b/;

function updateRequestOrigin(argument: string): Call | undefined {
  if (!/^\s*\{[\s\S]*\}\s*,?\s*$/.test(argument) || OTHERWISE.test(argument)) return undefined;
  const isNamed = /\bdomainName\b/.test(argument);
  const custom = customOf(argument);
  if (custom === 'unread') return undefined;
  if (!isNamed) return custom ? undefined : { ids: [], names: [] };
  const domainName = literal('domainName', argument)?.toLowerCase().replace(/\.$/, '') ?? '';
  if (!HOST_NAME.test(domainName)) return undefined;
  return { ids: [], names: [{ domainName, ...(custom && { custom }) }] };
}

const HOST_NAME = /^(?=.{1,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** The setting's value where it is spelt out. */
function literal(key: string, text: string): string | undefined {
  return new RegExp(`\\b${key}["']?\\s*:\\s*(["'])([^"'\\\\]{1,253})\\1\\s*[,}]`).exec(text)?.[2];
}

/** `port`, `protocol` and `sslProtocols` are all required. */
function customOf(argument: string): NamedOrigin['custom'] | 'unread' {
  if (!/\bcustomOriginConfig\b/.test(argument)) return undefined;
  const config = /\bcustomOriginConfig["']?\s*:\s*(\{[^{}]*\})/.exec(argument)?.[1] ?? '';
  const port = Number(/\bport["']?\s*:\s*(\d{1,5})\s*[,}]/.exec(config)?.[1]);
  const protocol = literal('protocol', config);
  const listed = /\bsslProtocols["']?\s*:\s*\[([^\]]{0,100})\]/.exec(config)?.[1];
  if (!port || (protocol !== 'http' && protocol !== 'https') || listed === undefined) return 'unread';
  return {
    protocol,
    port,
    sslProtocols: [...listed.matchAll(/["']([A-Za-z0-9.]{1,10})["']/g)].map((one) => one[1] ?? ''),
  };
}
