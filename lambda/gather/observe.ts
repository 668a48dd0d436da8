import type { Observation } from '../model/evidence.ts';

/** A value that was seen. */
export function observed<T>(value: T): Observation<T> {
  return { status: 'observed', value };
}

/** Something we asked for and could not see; `permission` is the IAM action that would lift it. */
export function unavailable(reason: string, permission?: string): Observation<never> {
  return permission ? { status: 'unavailable', reason, permission } : { status: 'unavailable', reason };
}

/** Nothing there to see. */
export function notApplicable(reason: string): Observation<never> {
  return { status: 'not-applicable', reason };
}

/** Goes on with what was seen; what was not seen stays as it is. */
export async function andThen<T, R>(
  observation: Observation<T>,
  next: (value: T) => Promise<Observation<R>>,
): Promise<Observation<R>> {
  return observation.status === 'observed' ? next(observation.value) : observation;
}

/**
 * Runs one AWS look-up and turns its failure into an observation: a denied permission, a throttle or a time-out costs one
 * blind spot, never the diagnosis. `action` is the IAM action, e.g. `acm:DescribeCertificate`.
 */
export async function observe<T>(action: string, look: () => Promise<Observation<T>>): Promise<Observation<T>> {
  try {
    return await look();
  } catch (error) {
    return failure(action, error);
  }
}

function failure(action: string, error: unknown): Observation<never> {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  if (DENIED.test(name)) return unavailable(`${action} was denied`, action);
  if (THROTTLED.test(name)) return unavailable(`${action} was throttled by AWS`);
  if (OUT_OF_TIME.test(name)) return unavailable(`${action} did not answer in time`);
  return unavailable(`${action} failed: ${name}: ${message.slice(0, 200)}`);
}

const DENIED =
  /^(AccessDenied|AccessDeniedException|UnauthorizedOperation|NotAuthorized|AuthorizationError|AuthorizationErrorException)$/;
const THROTTLED =
  /^(Throttling|ThrottlingException|ThrottledException|TooManyRequestsException|RequestLimitExceeded|RequestThrottled)/;
const OUT_OF_TIME = /^(AbortError|TimeoutError|RequestTimeout)/;

/** Whether the error carries one of these AWS error codes. */
export function isError(error: unknown, ...names: readonly string[]): boolean {
  return error instanceof Error && names.includes(error.name);
}
