import * as v from 'valibot';
import type { Dimension, MetricEntry } from './watched.ts';

/** Bounds of what is taken over from an event. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
export const MAX_NAME = 255;
export const MAX_REASON = 1_024;
const MAX_ARN = 1_600;
/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html */
export const MAX_RULE = 10_240;
const MAX_ENTRIES = 500;

/** A string, cut to so many UTF-16 units, never through a character. */
export function text(max: number) {
  return v.pipe(
    v.string(),
    v.transform((value) => value.slice(0, max).replace(/[\uD800-\uDBFF]$/, '')),
  );
}

/** A field that only adds: absent where it is missing, null or of another type. */
export function perhaps<const Schema extends v.GenericSchema>(schema: Schema) {
  return v.fallback(v.optional(schema), undefined);
}

/** As many good entries of a list as are taken over; bad ones are left out. None where there is no list. */
export function listOf<const Schema extends v.GenericSchema>(schema: Schema) {
  return v.fallback(
    v.pipe(
      v.array(v.unknown()),
      v.transform((items) => items.slice(0, MAX_ENTRIES).flatMap((item) => wanted(schema, item))),
    ),
    [],
  );
}

function wanted<Schema extends v.GenericSchema>(schema: Schema, item: unknown): v.InferOutput<Schema>[] {
  const parsed = v.safeParse(schema, item);
  return parsed.success ? [parsed.output] : [];
}

export const Name = v.pipe(text(MAX_NAME), v.minLength(1));
export const Arn = v.pipe(text(MAX_ARN), v.startsWith('arn:'));
export const AccountId = v.pipe(v.string(), v.regex(/^\d{12}$/));
export const State = v.picklist(['ALARM', 'OK', 'INSUFFICIENT_DATA']);
const Finite = v.pipe(v.number(), v.finite());

/** The end of the year 9999: whatever reckons with a moment after it would leave what a date can hold. */
const LAST_MOMENT = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** `2026-11-23T12:36:15.490+0000`, which strict ISO readers refuse, → ISO 8601 in UTC. */
export const Timestamp = v.pipe(
  v.string(),
  v.maxLength(64),
  v.transform((at) => Date.parse(at)),
  v.number(),
  v.minValue(0),
  v.maxValue(LAST_MOMENT),
  v.transform((ms) => new Date(ms).toISOString()),
);

/** A map of texts: a contributor's attributes, or dimensions as EventBridge writes them. */
export const Attributes = v.pipe(
  v.record(v.string(), v.unknown()),
  v.transform((map): Dimension[] =>
    Object.entries(map)
      .slice(0, MAX_ENTRIES)
      .flatMap(([name, value]) => (typeof value === 'string' ? [{ name, value: value.slice(0, MAX_NAME) }] : [])),
  ),
);

const DimensionEntry = v.union([
  v.object({ name: text(MAX_NAME), value: text(MAX_NAME) }),
  v.pipe(
    v.object({ Name: text(MAX_NAME), Value: text(MAX_NAME) }),
    v.transform(({ Name, Value }): Dimension => ({ name: Name, value: Value })),
  ),
]);

/** A list of `{name,value}` (SNS) or `{Name,Value}` (the API), or a map (EventBridge, Lambda). */
const Dimensions = v.fallback(v.union([v.pipe(v.array(v.unknown()), listOf(DimensionEntry)), Attributes]), []);

/** An entry of `metrics` as EventBridge and the Lambda action write it. */
export const Metric = v.pipe(
  v.object({
    expression: perhaps(text(MAX_RULE)),
    period: perhaps(Finite),
    metricStat: perhaps(
      v.object({
        period: perhaps(Finite),
        metric: v.object({ namespace: text(MAX_NAME), name: text(MAX_NAME), dimensions: Dimensions }),
      }),
    ),
  }),
  v.transform(({ expression, period, metricStat }): MetricEntry => {
    const { namespace, name: metric, dimensions = [] } = metricStat?.metric ?? {};
    return { namespace, metric, dimensions, expression, periodSeconds: period ?? metricStat?.period };
  }),
);

/** An entry of `Metrics` as SNS and the API write it. */
const ApiMetric = v.pipe(
  v.object({
    Expression: perhaps(text(MAX_RULE)),
    Period: perhaps(Finite),
    MetricStat: perhaps(
      v.object({
        Period: perhaps(Finite),
        Metric: v.object({ Namespace: text(MAX_NAME), MetricName: text(MAX_NAME), Dimensions }),
      }),
    ),
  }),
  v.transform(({ Expression: expression, Period, MetricStat }): MetricEntry => {
    const { Namespace: namespace, MetricName: metric, Dimensions: dimensions = [] } = MetricStat?.Metric ?? {};
    return { namespace, metric, dimensions, expression, periodSeconds: Period ?? MetricStat?.Period };
  }),
);

/** A text that holds a PromQL query, if it does. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_AlarmPromQLCriteria.html */
export const PromQl = v.union([
  v.pipe(
    v.object({ promQLCriteria: v.object({ query: text(MAX_RULE) }) }),
    v.transform(({ promQLCriteria }) => promQLCriteria.query),
  ),
  v.pipe(
    v.object({ PromQLCriteria: v.object({ Query: text(MAX_RULE) }) }),
    v.transform(({ PromQLCriteria }) => PromQLCriteria.Query),
  ),
]);

export const Threshold = perhaps(Finite);

/** What a metric alarm watches, as SNS (`Trigger`) and `DescribeAlarms` write it. */
export const Trigger = v.pipe(
  v.object({
    Namespace: perhaps(text(MAX_NAME)),
    MetricName: perhaps(text(MAX_NAME)),
    Dimensions,
    Period: perhaps(Finite),
    Threshold,
    Metrics: listOf(ApiMetric),
    EvaluationCriteria: perhaps(PromQl),
  }),
  v.transform(({ Namespace, MetricName, Dimensions: dimensions, Period, Threshold: threshold, Metrics, ...rest }) => {
    const single = { namespace: Namespace, metric: MetricName, dimensions, periodSeconds: Period };
    return { entries: MetricName ? [single, ...Metrics] : Metrics, threshold, query: rest.EvaluationCriteria };
  }),
);

/** `reasonData`: the threshold of a metric alarm, the children that triggered a composite one. */
export const ReasonData = v.object({
  threshold: Threshold,
  triggeringAlarms: listOf(
    v.pipe(
      v.object({ arn: Arn }),
      v.transform(({ arn }) => arn),
    ),
  ),
});
