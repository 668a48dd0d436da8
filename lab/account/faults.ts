import { AwsError, CommonError } from './errors.ts';
import type { AccountFixture, Fault } from './fixture.ts';
import type { Context, Prepared, Service } from './service.ts';

/** Which fault a call meets, by any of its names; each counts down its `times`. */
export type Faults = { next(...names: readonly string[]): Fault | undefined };

/** Arms a fixture's faults. `known` are the operations there are: a fault for another is a mistake in the fixture. */
export function armFaults(fixture: AccountFixture, known: readonly string[]): Faults {
  const armed = (fixture.faults ?? []).map((fault) => ({ fault, left: fault.times ?? Number.POSITIVE_INFINITY }));
  const chance = dice();
  const delayed = Object.keys(fixture.delaysMs ?? {}).find((name) => !known.includes(name));
  const faulty = armed.find(({ fault }) => !known.some((action) => covers(fault.operation, action)));
  const stray = delayed ?? faulty?.fault.operation;
  if (stray !== undefined) throw new Error(`the fixture names ${stray}, which is no operation of this account`);
  return {
    next(...names) {
      const met = armed.find(
        ({ fault: { operation, share = 1 }, left }) =>
          left > 0 && names.some((name) => covers(operation, name)) && (share === 1 || chance() < share),
      );
      if (met) met.left -= 1;
      return met?.fault;
    },
  };
}

/** Numbers from 0 to 1 that look like chance and are the same each time: mulberry32. */
function dice(): () => number {
  let state = 20_261_126;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    const mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    const twice = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((twice ^ (twice >>> 14)) >>> 0) / 2 ** 32;
  };
}

function covers(name: string, action: string): boolean {
  return name === '*' || name === action || (name.endsWith(':*') && action.startsWith(name.slice(0, -1)));
}

/** How long an operation waits before it answers, in milliseconds. */
export function delayOf(fixture: AccountFixture, action: string): number {
  return fixture.delaysMs?.[action] ?? fixture.delayMs ?? 0;
}

/** The error of a fault that answers with one. */
export function faultError(fault: Fault, service: Service, action: string, call: Prepared, context: Context): Error {
  const { throttled, failed } = service.protocol.codes;
  if (fault.kind === 'throttle') return new AwsError(throttled, fault.message ?? 'Rate exceeded');
  if (fault.kind === 'fail') return new AwsError(failed, fault.message ?? 'The request processing has failed');
  return new CommonError('denied', fault.message ?? denial(action, call.resource, context));
}

/** The sentence of IAM. https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html */
function denial(action: string, resource: string | undefined, { partition, accountId }: Context): string {
  const who = `arn:${partition}:sts::${accountId}:assumed-role/origin-responder/origin-responder`;
  const what = resource ? `${action} on resource: ${resource}` : action;
  return `User: ${who} is not authorized to perform: ${what} because no identity-based policy allows the ${action} action`;
}
