import { describe, expect, test } from '@jest/globals';
import { behaviorsReaching } from '../../lambda/cloudfront/behaviors.ts';
import { dialPlan, reachableOrigins } from '../../lambda/cloudfront/dial.ts';
import type { EdgeFunction } from '../../lambda/model/distribution.ts';
import { behavior, distribution, origin } from '../evidence.ts';

const router = (selects: readonly string[]): EdgeFunction => ({
  kind: 'cloudfront-function',
  eventType: 'viewer-request',
  arn: 'arn:aws:cloudfront::111122223333:function/router',
  changesOrigin: 'yes',
  selects,
});
const made = origin({ id: 'function router', domainName: 'alb.example.com', byFunction: 'router' });
const forwarded = { kind: 'forwarded', by: 'forwarded-values' } as const;
const steered = (selects: readonly string[]) =>
  distribution({
    origins: [origin(), origin({ id: 'blue', domainName: 'blue.example.com' }), made],
    behaviors: [behavior({ hostForwarding: forwarded, edgeFunctions: [router(selects)] })],
  });

describe('origins that code selects', () => {
  test('are reached beside the one that is configured, and after it', () => {
    expect(reachableOrigins(steered(['blue', made.id])).map(({ id }) => id)).toEqual(['web', 'blue', made.id]);
    expect(behaviorsReaching('blue', steered(['blue']))).toHaveLength(1);
    expect(behaviorsReaching('blue', steered([]))).toEqual([]);
  });

  test('by id keep what the policies forward; by name they are asked for by that name', () => {
    const of = steered(['blue', made.id]);
    expect(behaviorsReaching('blue', of)[0]?.hostForwarding).toEqual(forwarded);
    expect(behaviorsReaching(made.id, of)[0]?.hostForwarding).toEqual({ kind: 'not-forwarded' });
    const { targets } = dialPlan(made, of, ['203.0.113.7'], 0);
    expect(targets.map(({ serverName }) => serverName)).toEqual(['alb.example.com']);
  });
});
