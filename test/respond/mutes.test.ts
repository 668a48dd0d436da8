import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { TABLE } from '../../lab/estate.ts';
import { BEGIN, batch, idOf, MINUTE, type Stage, startStage, textOf, transition } from './stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await startStage({ count: 2, originOf: (index) => `origin-${index}.example.com` });
});
afterEach(() => stage.close());

/** What `docs/operations.md` has people type. */
async function mute(what: string, until: number): Promise<void> {
  const { endpoint, credentials } = stage.world.aws;
  const client = new DynamoDBClient({ endpoint, credentials, region: 'us-east-1' });
  await client.send(
    new UpdateItemCommand({
      TableName: TABLE,
      Key: { id: { S: 'mutes' } },
      UpdateExpression: 'SET #what = :until',
      ExpressionAttributeNames: { '#what': what },
      ExpressionAttributeValues: { ':until': { S: new Date(until).toISOString() } },
    }),
  );
  client.destroy();
}

const rings = () => stage.handle(batch(transition(0, BEGIN), transition(1, BEGIN)));

describe('a mute', () => {
  test('of a distribution keeps its alarms to the log; the others say so', async () => {
    await mute(idOf(0), BEGIN + 60 * MINUTE);
    expect(await rings()).toEqual({ batchItemFailures: [] });
    expect(stage.account.published.map(({ attributes }) => attributes.distributionId)).toEqual([idOf(1)]);
    expect(textOf(stage.last())).toContain(`MUTED - ${idOf(0)} until 2026-11-23 13:36 UTC`);
    expect(stage.lines).toContainEqual(
      expect.objectContaining({ outcome: 'muted', what: idOf(0), until: '2026-11-23T13:36:15.490Z' }),
    );
  });

  test('of a cause keeps every distribution with it quiet', async () => {
    await mute('origin-name-unresolvable', BEGIN + 60 * MINUTE);
    await rings();
    expect(stage.account.published).toEqual([]);
    expect(stage.lines.filter(({ outcome }) => outcome === 'muted')).toHaveLength(2);
  });

  test('is over when its time is, whether or not the item is still there', async () => {
    await mute(idOf(0), BEGIN - 1);
    await rings();
    expect(stage.account.published).toHaveLength(2);
    expect(textOf(stage.last())).not.toContain('MUTED');
  });

  test('holds for the end of an incident as well', async () => {
    await stage.handle(batch(transition(0, BEGIN)));
    await mute(idOf(0), BEGIN + 60 * MINUTE);
    stage.pass(MINUTE);
    expect(await stage.handle(batch(transition(0, BEGIN + MINUTE, 'OK')))).toEqual({ batchItemFailures: [] });
    expect(stage.kinds()).toEqual(['diagnosis']);
    expect(stage.lines).toContainEqual(expect.objectContaining({ outcome: 'muted', what: idOf(0) }));
  });

  test('by a rule of CloudWatch keeps the alarm to the log, and is over when the alarm comes without it', async () => {
    const night = (one: ReturnType<typeof transition>) => ({ ...one, muteRule: 'night' });
    expect(await stage.handle(batch(night(transition(0, BEGIN))))).toEqual({ batchItemFailures: [] });
    expect(stage.account.published).toEqual([]);
    expect(stage.lines).toContainEqual(
      expect.objectContaining({
        outcome: 'muted',
        what: expect.stringContaining('CloudWatch'),
        distributionId: idOf(0),
      }),
    );
    await stage.handle(batch(transition(0, BEGIN + MINUTE)));
    expect(stage.kinds()).toEqual(['diagnosis']);
    await stage.handle(batch(night(transition(0, BEGIN + 2 * MINUTE, 'OK'))));
    expect(stage.kinds()).toEqual(['diagnosis']);
  });

  test('is read once for all that came together', async () => {
    await rings();
    const reads = stage.account.calls.filter(
      ({ operation, parameters }) => operation === 'GetItem' && JSON.stringify(parameters.Key).includes('"mutes"'),
    );
    expect(reads).toHaveLength(1);
  });
});

test('memory that cannot be read mutes nothing', async () => {
  const silent = jest.spyOn(console, 'error').mockImplementation(() => {});
  await stage.close();
  stage = await startStage({ count: 1, more: { faults: [{ operation: 'dynamodb:*', kind: 'deny' }] } });
  await stage.handle(batch(transition(0, BEGIN)));
  silent.mockRestore();
  expect(stage.account.published).toHaveLength(1);
});
