import { mergeTransitions, parseAlarms, transitionKey, UnrecognisedEvent } from '../../lambda/parse-alarm.ts';
import { mutated } from './mutate.ts';
import type { Random } from './random.ts';
import { hold, type Surface } from './surface.ts';
import { dealer, someWords } from './words.ts';

const dimensions = { DistributionId: 'EDFDVBD6EXAMPLE', Region: 'Global' };
const metric = { namespace: 'AWS/CloudFront', name: '5xxErrorRate', dimensions };
const query =
  'SELECT AVG("5xxErrorRate") FROM SCHEMA("AWS/CloudFront", DistributionId, Region) GROUP BY DistributionId';
const state = { value: 'ALARM', reason: 'Threshold Crossed', timestamp: '2026-11-23T12:36:15.490+0000' };

/** Alarms as EventBridge sends them: of one metric, of a query, of other alarms. */
const EVENTS: readonly [object, ...object[]] = [
  event({ metrics: [{ id: 'm1', metricStat: { metric, period: 60, stat: 'Average' }, returnData: true }] }),
  event({ metrics: [{ id: 'q', expression: query, returnData: true, period: 60 }] }),
  event({ alarmRule: 'ALARM("a") OR ALARM(arn:aws:cloudwatch:us-east-1:111122223333:alarm:b)' }),
];

function event(configuration: object): object {
  return {
    'detail-type': 'CloudWatch Alarm State Change',
    source: 'aws.cloudwatch',
    account: '111122223333',
    region: 'us-east-1',
    resources: ['arn:aws:cloudwatch:us-east-1:111122223333:alarm:cf-5xx'],
    detail: { alarmName: 'cf-5xx', state, previousState: { value: 'OK' }, configuration },
  };
}

/** Events as JSON text, whole and damaged, with any words in place of theirs. */
export const alarms: Surface = {
  name: 'alarms',
  make: (random) => {
    const one = Buffer.from(JSON.stringify(wrapped(poisoned(random.pick(EVENTS), random), random)));
    return random.upTo(2) === 0 ? one : mutated(one, random);
  },
  run: (input) => {
    const read = parsed(value(input.toString('utf8')));
    for (const one of read) transitionKey(one);
    hold(mergeTransitions(read).length <= read.length, 'alarms out of nothing');
    hold(JSON.stringify(read).length < 1024 * 1024, 'an alarm without bound');
  },
};

function parsed(of: unknown) {
  try {
    return parseAlarms(of).records.flatMap((one) => one.alarms);
  } catch (error) {
    if (error instanceof UnrecognisedEvent) return [];
    throw error;
  }
}

function value(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return { Records: [{ messageId: text, body: text }] };
  }
}

function wrapped(of: unknown, random: Random): unknown {
  const body = JSON.stringify(of);
  return random.pick([of, { Records: [{ messageId: 'm', body }] }, { Records: [{ Sns: { Message: body } }] }]);
}

/** Now and then a word, a number or nothing instead of what stood there. */
function poisoned(of: unknown, random: Random): unknown {
  if (random.upTo(25) === 0) return random.pick<unknown>([dealer(someWords(random))(), null, 1e308, [], {}, -1]);
  if (Array.isArray(of)) return of.map((one) => poisoned(one, random));
  if (typeof of !== 'object' || of === null) return of;
  return Object.fromEntries(Object.entries(of).map(([key, one]) => [key, poisoned(one, random)]));
}
