import { expect, test } from '@jest/globals';
import { metricLine } from '../lambda/metric-line.ts';

test('a line is JSON in the embedded metric format and nothing beside it', () => {
  const line = metricLine(
    [
      { dimensions: { Function: 'f' }, metrics: [{ name: 'AwsCalls', value: 9, unit: 'Count' }] },
      {
        dimensions: { Function: 'f', Conclusion: 'root-cause', Certainty: 'proven' },
        metrics: [{ name: 'Diagnoses', value: 1, unit: 'Count' }],
      },
    ],
    1_763_867_535_490,
  );
  expect(line).not.toContain('\n');
  expect(JSON.parse(line)).toEqual({
    _aws: {
      Timestamp: 1_763_867_535_490,
      CloudWatchMetrics: [
        { Namespace: 'OriginResponder', Dimensions: [['Function']], Metrics: [{ Name: 'AwsCalls', Unit: 'Count' }] },
        {
          Namespace: 'OriginResponder',
          Dimensions: [['Function', 'Conclusion', 'Certainty']],
          Metrics: [{ Name: 'Diagnoses', Unit: 'Count' }],
        },
      ],
    },
    Function: 'f',
    AwsCalls: 9,
    Conclusion: 'root-cause',
    Certainty: 'proven',
    Diagnoses: 1,
  });
});
