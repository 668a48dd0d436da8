import type { Observation } from '../model/evidence.ts';
import type { There } from '../touched.ts';

/** A value that was seen. */
export function observed<T>(value: T): Observation<T> {
  return { status: 'observed', value };
}

/** A value that was seen but for these parts; each reason is told once. */
export function observedInPart<T>(value: T, missing: readonly Unseen[]): Observation<T> {
  const unseen = missing.map(bare);
  const once = [...new Map(unseen.map((one) => [one.reason, one])).values()];
  return once.length > 0 ? { status: 'observed', value, unseen: once } : { status: 'observed', value };
}

/** Why something was not seen, and the IAM action that would lift it. */
type Unseen = { readonly reason: string; readonly permission?: string };

/** What an observation that failed says of itself, and nothing else. */
export function bare({ reason, permission }: Unseen): Unseen {
  return { reason, ...(permission && { permission }) };
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
 * What could not be seen in another account is told with it. A permission is then one of the role there, which the
 * statement for our own cannot lift.
 */
export function elsewhere<T>(entered: There | undefined, seen: Observation<T>): Observation<T> {
  if (!entered || seen.status !== 'unavailable') return seen;
  return unavailable(`in account ${entered.accountId}, as ${entered.assumedRole}: ${seen.reason}`);
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

/** Whether the error carries one of these AWS error codes. */
export function isError(error: unknown, ...names: readonly string[]): boolean {
  return error instanceof Error && names.includes(error.name);
}

/** Whether AWS refused because it was too much at the moment. */
export function isThrottled(error: unknown): boolean {
  return error instanceof Error && THROTTLED.test(error.name);
}

function failure(action: string, error: unknown): Observation<never> {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  if (DENIED.test(name)) return denied(action, message);
  if (THROTTLED.test(name)) return unavailable(`${action} was throttled by AWS`);
  const unreached = UNREACHED.exec(`${codeOf(error)} ${message}`);
  if (unreached) return unavailable(`${action} could not be sent: ${bounded(message) || unreached[0]}`);
  if (OUT_OF_TIME.test(name)) return unavailable(`${action} did not answer in time`);
  if (NO_CREDENTIALS.test(name)) return unavailable(`${action}: no usable AWS credentials: ${bounded(message)}`);
  if (REJECTED_CREDENTIALS.test(name)) {
    return unavailable(`${action}: AWS did not accept the credentials (${name}): ${bounded(message)}`);
  }
  return unavailable(`${action} failed: ${name}: ${bounded(message)}`);
}

/** Another statement cannot lift an explicit deny. https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html */
function denied(action: string, message: string): Observation<never> {
  const explicit = /with an explicit deny in (an? [a-z -]{1,60})/.exec(message);
  return explicit
    ? unavailable(`${action} was denied, explicitly, by ${explicit[1]?.trim() ?? 'a policy'}`)
    : unavailable(`${action} was denied`, action);
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** One line, without control characters: messages may quote what the caller or a server sent. */
function bounded(message: string): string {
  return message
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .slice(0, 200)
    .trim();
}

/**
 * The codes as they come over the wire: `AccessDenied` in CloudFront's XML and in ELB's Query protocol,
 * `AccessDeniedException` in the JSON of ACM and CloudWatch, `AuthorizationError` from SNS.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/CommonErrors.html
 */
const DENIED = /^(AccessDenied(Exception)?|UnauthorizedOperation|NotAuthorized|AuthorizationError(Exception)?)$/;

/** https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html */
const THROTTLED =
  /^(Throttling(Exception)?|Throttled(Exception)?|TooManyRequests(Exception)?|RequestLimitExceeded|EC2ThrottledException|BandwidthLimitExceeded|PriorRequestNotComplete|RequestThrottled(Exception)?|SlowDown)$/;

const OUT_OF_TIME = /^(AbortError|TimeoutError|RequestTimeout(Exception)?)$/;

/** System errors of the connection; the SDK calls some of them `TimeoutError`. */
const UNREACHED = /\b(ECONNREFUSED|ECONNRESET|EPIPE|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)\b/;

/** Raised on this side of the wire: nothing in the chain had credentials, or a sign-in has run out. */
const NO_CREDENTIALS = /^(CredentialsProviderError|TokenProviderError|ProviderError)$/;

/** Expired, deleted, wrong or not yet valid by the clock; also an account that has not enabled the region. */
const REJECTED_CREDENTIALS =
  /^(ExpiredToken(Exception)?|UnrecognizedClientException|InvalidClientTokenId|InvalidToken|SignatureDoesNotMatch|InvalidSignature(Exception)?|IncompleteSignature(Exception)?|MissingAuthenticationToken(Exception)?|InvalidAccessKeyId|AuthFailure|RequestExpired|OptInRequired|SubscriptionRequiredException)$/;
