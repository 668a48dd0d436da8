import * as v from 'valibot';
import type { Alarm } from '../model/alarm.ts';
import type { Watched } from './watched.ts';

/** What was read out of an event: an alarm's transition, or why it holds none that can be used. */
export type Reading = { readonly alarm: Alarm } | { readonly problem: string };

/** CloudFront's metrics are in us-east-1 only. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/programming-cloudwatch-metrics.html */
const METRICS_REGION = 'us-east-1';

type Parts = Omit<Alarm, 'region' | 'metrics' | 'subject' | 'reason'> & {
  readonly watched: Watched;
  /** A code (EventBridge, Lambda) or a long name (SNS); the ARN's counts more. */
  readonly region?: string;
  readonly reason?: string;
};

/** Puts an alarm together; what the event does not say is left out, not made up. */
export function alarmOf({ watched, region, reason = '', ...parts }: Parts): Reading {
  if (watched.problem) return { problem: `alarm ${JSON.stringify(parts.name.slice(0, 80))}: ${watched.problem}` };
  const { metrics, subject } = watched;
  const present = withoutAbsent(parts);
  return { alarm: { ...present, region: regionCode(parts.arn, region), reason, metrics, subject } };
}

function regionCode(arn: string | undefined, region: string | undefined): string {
  const code = [arn?.split(':')[3], region].find(
    (text) => text !== undefined && /^[a-z]{2,}(-[a-z]+)+-\d+$/.test(text),
  );
  return code?.slice(0, 40) ?? METRICS_REGION;
}

type Optional = Omit<Parts, 'watched' | 'region' | 'reason'>;

function withoutAbsent({ name, state, changedAt, ...rest }: Optional): Optional {
  const { arn, accountId, previousState, description, contributorId, muted } = rest;
  return {
    name,
    state,
    changedAt,
    ...(arn !== undefined && { arn }),
    ...(accountId !== undefined && { accountId }),
    ...(previousState !== undefined && { previousState }),
    ...(description !== undefined && { description }),
    ...(contributorId !== undefined && { contributorId }),
    ...(muted && { muted }),
  };
}

/** Which fields a schema missed, and what was wanted there: never what came, which may be a secret. */
export function missing(issues: readonly v.BaseIssue<unknown>[]): string {
  const told = issues
    .slice(0, 3)
    .map((issue) => `${v.getDotPath(issue) ?? 'the event'} is not ${issue.expected ?? 'as expected'}`);
  return told.join(', ').slice(0, 300);
}

/** The value of a JSON text; undefined where it is none. */
export function parsed(json: string | undefined): unknown {
  try {
    return json === undefined ? undefined : JSON.parse(json);
  } catch {
    return undefined;
  }
}
