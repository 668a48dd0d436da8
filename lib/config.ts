import { ConfigError, list, quote } from './context.ts';
import { type MemberAccounts, readMembers, readResponder } from './member-config.ts';

/** What the stack can be told by CDK context (`-c name=value` or cdk.json), checked. */
export type Config = {
  /** People who get the diagnoses by mail; each must confirm once. */
  readonly emails: readonly string[];
  /** An existing topic to publish to instead of one of our own. */
  readonly topicArn?: string;
  /**
   * A KMS key of the account's own, in us-east-1, for everything that is kept; its policy must admit the services that write. Or
   * `create`: the stack makes one.
   */
  readonly kmsKeyArn?: string;
  readonly alarms: AlarmChoice;
  /** Where an origin's address is looked for whose Region reverse DNS does not tell. */
  readonly regions?: readonly string[];
  /** Whether the responder may read access logs in CloudWatch Logs. Default: no. */
  readonly logs?: boolean;
  /** Other accounts that the responder may look into. */
  readonly members?: MemberAccounts;
  /** The role that the responder runs as: then no responder is made, but the role that lets it into this account. */
  readonly responderRoleArn?: string;
};

/** Which alarms the stack creates itself. `threshold` is a percentage of viewer requests. */
export type AlarmChoice =
  | { readonly kind: 'none' }
  | { readonly kind: 'all'; readonly threshold: number }
  | { readonly kind: 'listed'; readonly distributionIds: readonly string[]; readonly threshold: number };

/** CloudFront's alarms, events and metrics exist in us-east-1 only. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/programming-cloudwatch-metrics.html */
export const REGION = 'us-east-1';

/** An address is looked for in no more Regions than these. */
const MAX_REGIONS = 4;

/** Percent of viewer requests answered 5xx from which an alarm of ours fires. */
export const DEFAULT_THRESHOLD = 5;

const KNOWN = [
  'email',
  'topicArn',
  'kmsKeyArn',
  'alarms',
  'threshold',
  'regions',
  'logs',
  'memberRoleName',
  'memberRoles',
  'externalId',
  'responderRoleArn',
  'region',
];
const REGION_CODE = /^[a-z]{2,}(-[a-z]+)+-\d+$/;
const EMAIL = /^[^\s@,]+@[^\s@,]+\.[^\s@,]+$/;
const TOPIC_ARN = /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]{1,256}$/;
/** The word with which the stack makes a key of its own. */
export const CREATE = 'create';

/** An alias would do for some services and not for others. */
const KEY_ARN =
  /^arn:aws[a-z-]*:kms:us-east-1:\d{12}:key\/(?:mrk-[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;
const DISTRIBUTION_ID = /^E[A-Z0-9]{7,19}$/;

/** Reads the context that the CDK command line hands over. Throws `ConfigError` at the first value that cannot be used. */
export function readConfig(context: Readonly<Record<string, unknown>>): Config {
  refuseUnknown(Object.keys(context));
  if (context.region !== undefined && context.region !== REGION) {
    throw new ConfigError(
      `region is ${quote(context.region)}, but CloudFront's alarms exist in ${REGION} only: leave region out`,
    );
  }
  const emails = list('email', context.email);
  const wrong = emails.find((email) => !EMAIL.test(email));
  if (wrong !== undefined)
    throw new ConfigError(`email is ${quote(wrong)}, but an address like oncall@example.com was wanted`);
  const topicArn = readTopic(context.topicArn, emails);
  const kmsKeyArn = readKey(context.kmsKeyArn);
  const regions = readRegions(context.regions);
  const logs = readLogs(context.logs);
  return {
    emails,
    ...(topicArn && { topicArn }),
    ...(kmsKeyArn && { kmsKeyArn }),
    alarms: readAlarms(context.alarms, context.threshold),
    ...(regions.length > 0 && { regions }),
    ...(logs && { logs }),
    ...readMembers(context),
    ...readResponder(context),
  };
}

/** CDK's own context keys carry a colon, a slash or an @; a plain word is ours or a mistake. */
function refuseUnknown(keys: readonly string[]): void {
  const stray = keys.find((key) => /^[A-Za-z][A-Za-z0-9_-]*$/.test(key) && !KNOWN.includes(key));
  if (stray !== undefined)
    throw new ConfigError(`there is no context value ${quote(stray)}: known are ${KNOWN.slice(0, -1).join(', ')}`);
}

function readTopic(value: unknown, emails: readonly string[]): string | undefined {
  if (value === undefined || value === '') return undefined;
  if (typeof value !== 'string' || !TOPIC_ARN.test(value)) {
    throw new ConfigError(
      `topicArn is ${quote(value)}, but an ARN like arn:aws:sns:us-east-1:111122223333:on-call was wanted`,
    );
  }
  if (emails.length > 0)
    throw new ConfigError('email and topicArn exclude each other: subscribe people to the existing topic yourself');
  return value;
}

function readKey(value: unknown): string | undefined {
  if (value === undefined || value === '') return undefined;
  if (value === CREATE || (typeof value === 'string' && KEY_ARN.test(value))) return value;
  throw new ConfigError(
    `kmsKeyArn is ${quote(value)}, but the ARN of a key like arn:aws:kms:${REGION}:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab was wanted, no alias, or ${CREATE}`,
  );
}

function readRegions(value: unknown): string[] {
  const regions = [...new Set(list('regions', value))];
  const wrong = regions.find((region) => !REGION_CODE.test(region));
  if (wrong !== undefined) {
    throw new ConfigError(
      `regions holds ${quote(wrong)}, but Regions like eu-west-1 (several with commas) were wanted`,
    );
  }
  if (regions.length > MAX_REGIONS) {
    throw new ConfigError(`regions holds ${regions.length} Regions, but at most ${MAX_REGIONS} are asked`);
  }
  return regions;
}

function readLogs(value: unknown): boolean {
  if (value === undefined || value === 'off') return false;
  if (value === 'on') return true;
  throw new ConfigError(`logs is ${quote(value)}, but on or off was wanted`);
}

function readAlarms(value: unknown, threshold: unknown): AlarmChoice {
  const chosen = list('alarms', value);
  if (chosen.length === 0 || (chosen.length === 1 && chosen[0] === 'none')) {
    if (threshold !== undefined)
      throw new ConfigError('threshold is set, but alarms is none: there is no alarm for it to belong to');
    return { kind: 'none' };
  }
  if (chosen.length === 1 && chosen[0] === 'all') return { kind: 'all', threshold: readThreshold(threshold) };
  const wrong = chosen.find((id) => !DISTRIBUTION_ID.test(id));
  if (wrong === undefined)
    return { kind: 'listed', distributionIds: [...new Set(chosen)], threshold: readThreshold(threshold) };
  throw new ConfigError(
    `alarms is ${quote(wrong)}, but none, all or distribution ids like E2EXAMPLE1234 (several with commas) were wanted`,
  );
}

function readThreshold(value: unknown): number {
  if (value === undefined) return DEFAULT_THRESHOLD;
  const threshold = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof threshold === 'number' && threshold > 0 && threshold <= 100) return threshold;
  throw new ConfigError(`threshold is ${quote(value)}, but a percentage above 0 and up to 100 was wanted`);
}
