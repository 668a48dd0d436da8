import * as v from 'valibot';
import { alarmOf, missing, parsed, type Reading } from './alarm-of.ts';
import { compositeSubject } from './composite.ts';
import {
  AccountId,
  Arn,
  Attributes,
  listOf,
  MAX_NAME,
  MAX_REASON,
  MAX_RULE,
  Metric,
  Name,
  PromQl,
  perhaps,
  ReasonData,
  State,
  Threshold,
  Timestamp,
  text,
} from './schemas.ts';
import { type Watched, watched } from './watched.ts';

/** What surrounds the alarm, from EventBridge's envelope or the Lambda action's. */
export type Envelope = {
  readonly arn?: unknown;
  readonly accountId?: unknown;
  readonly region?: unknown;
  readonly time?: unknown;
};

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html */
const Configuration = v.object({
  description: perhaps(text(MAX_REASON)),
  metrics: listOf(Metric),
  alarmRule: perhaps(text(MAX_RULE)),
  threshold: Threshold,
  queryString: perhaps(text(MAX_RULE)),
  evaluationCriteria: perhaps(PromQl),
});

const Detail = v.object({
  alarmName: Name,
  state: v.object({
    value: State,
    reason: perhaps(text(MAX_REASON)),
    reasonData: perhaps(v.string()),
    timestamp: perhaps(Timestamp),
  }),
  previousState: perhaps(v.object({ value: State })),
  /** Present where mute rules hold the alarm's actions back; EventBridge hears of it all the same. */
  muteDetail: perhaps(v.record(v.string(), v.unknown())),
  configuration: v.fallback(Configuration, { metrics: [] }),
  alarmContributor: perhaps(v.object({ id: perhaps(text(MAX_REASON)), attributes: perhaps(Attributes) })),
});

/** An alarm as EventBridge's `detail` and the Lambda action's `alarmData` hold it: they are of one shape. */
export function readStateChange(value: unknown, envelope: Envelope): Reading {
  const detail = v.safeParse(Detail, value);
  if (!detail.success) return { problem: missing(detail.issues) };
  const { alarmName: name, state, previousState, configuration, alarmContributor, muteDetail = {} } = detail.output;
  const changedAt = state.timestamp ?? optional(Timestamp, envelope.time);
  if (!changedAt) return { problem: 'state.timestamp is not a time' };
  return alarmOf({
    name,
    arn: optional(Arn, envelope.arn),
    accountId: optional(AccountId, envelope.accountId),
    region: optional(text(MAX_NAME), envelope.region),
    state: state.value,
    previousState: previousState?.value,
    changedAt,
    reason: state.reason,
    description: configuration.description,
    contributorId: alarmContributor?.id,
    muted: Object.keys(muteDetail).length > 0 || undefined,
    watched: subjectOf(detail.output),
  });
}

function subjectOf({ configuration, state, alarmContributor }: v.InferOutput<typeof Detail>): Watched {
  const { alarmRule, metrics: entries, queryString, evaluationCriteria } = configuration;
  const data = optional(ReasonData, parsed(state.reasonData));
  if (alarmRule) return { metrics: [], subject: compositeSubject(alarmRule, data?.triggeringAlarms ?? []) };
  return watched({
    entries,
    threshold: data?.threshold ?? configuration.threshold,
    query: queryString ?? evaluationCriteria,
    attributes: alarmContributor?.attributes,
  });
}

function optional<Schema extends v.GenericSchema>(schema: Schema, value: unknown): v.InferOutput<Schema> | undefined {
  const result = v.safeParse(schema, value);
  return result.success ? result.output : undefined;
}

const ConfigurationChange = v.object({ alarmName: Name, state: perhaps(v.object({ value: State })) });

/** Someone created, changed or deleted an alarm: nothing changed its state. */
export function readConfigurationChange(value: unknown, envelope: Envelope): Reading {
  const detail = v.safeParse(ConfigurationChange, value);
  const changedAt = optional(Timestamp, envelope.time);
  if (!detail.success) return { problem: missing(detail.issues) };
  if (!changedAt) return { problem: 'time is not a time' };
  return alarmOf({
    name: detail.output.alarmName,
    arn: optional(Arn, envelope.arn),
    accountId: optional(AccountId, envelope.accountId),
    region: optional(text(MAX_NAME), envelope.region),
    state: detail.output.state?.value ?? 'INSUFFICIENT_DATA',
    changedAt,
    watched: {
      metrics: [],
      subject: { kind: 'unrelated', why: "the alarm's configuration was changed, not its state" },
    },
  });
}
