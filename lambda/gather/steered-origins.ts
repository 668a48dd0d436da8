import { originKind } from '../cloudfront/origin-kind.ts';
import type { NamedOrigin, Steering } from '../cloudfront/steering.ts';
import type { Behavior, EdgeFunction, Origin, OriginGroup } from '../model/distribution.ts';
import type { FunctionCodes } from './edge-function.ts';

type Configured = {
  readonly origins: readonly Origin[];
  readonly originGroups: readonly OriginGroup[];
  readonly behaviors: readonly Behavior[];
};

/**
 * The distribution with the origins that code names and its configuration does not, each an origin of its own, and with what
 * each function selects. What code leaves out is taken from the origin that the behavior is configured with.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/helper-functions-origin-modification.html
 */
export function withSteered(configured: Configured, codes: FunctionCodes): Configured {
  const made = new Map<string, Origin>();
  const behaviors = configured.behaviors.map((behavior) => {
    const base = assigned(behavior, configured);
    const edgeFunctions = behavior.edgeFunctions.map((one) => {
      const steering = codes.get(one.arn)?.steering;
      return one.changesOrigin === 'yes' && steering ? withSelected(one, steering, base, configured, made) : one;
    });
    return { ...behavior, edgeFunctions };
  });
  return { ...configured, behaviors, origins: [...configured.origins, ...made.values()] };
}

/** A function with what it selects; the origins that it makes up go into `made`. */
function withSelected(
  edgeFunction: EdgeFunction,
  { ids, names, computes }: Steering,
  base: Origin | undefined,
  { origins }: Configured,
  made: Map<string, Origin>,
): EdgeFunction {
  const byFunction = edgeFunction.arn.split(':function/').at(-1) ?? edgeFunction.arn;
  const own = base ? names.flatMap((named) => make(base, named, byFunction, made)) : [];
  const known = ids.filter((id) => origins.some((origin) => origin.id === id));
  const isOpen = computes || own.length < names.length || known.length < ids.length;
  const selects = [...known, ...own.map(({ id }) => id)];
  return { ...edgeFunction, ...(selects.length > 0 && { selects }), ...(isOpen && { computes: true }) };
}

/** One origin for each name and way of connecting. */
function make(base: Origin, named: NamedOrigin, byFunction: string, made: Map<string, Origin>): Origin[] {
  const { domainName } = named;
  const connection = connectionOf(base, named);
  if (!connection) return [];
  const key = JSON.stringify([byFunction, domainName, connection, base.path]);
  const count = [...made.values()].filter((one) => one.byFunction === byFunction).length;
  const id = `function ${byFunction}${count > 0 ? ` ${count + 1}` : ''}`;
  const origin = made.get(key) ?? { ...base, id, domainName, kind: originKind(domainName), connection, byFunction };
  made.set(key, origin);
  return [origin];
}

function assigned({ targetOriginId }: Behavior, { origins, originGroups }: Configured): Origin | undefined {
  const id = originGroups.find((group) => group.id === targetOriginId)?.members[0] ?? targetOriginId;
  return origins.find((origin) => origin.id === id);
}

/** Only a custom origin's settings say how another name is connected to. */
function connectionOf({ connection }: Origin, { custom }: NamedOrigin): Origin['connection'] | undefined {
  if (connection.type !== 'custom') return undefined;
  if (!custom) return connection;
  const { protocol, port, sslProtocols } = custom;
  const ports = protocol === 'http' ? { httpPort: port } : { httpsPort: port };
  return { ...connection, ...ports, sslProtocols, protocolPolicy: `${protocol}-only` };
}
