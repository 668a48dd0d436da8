import { describe, expect, test } from '@jest/globals';
import { startAccount } from '../../lab/account/server.ts';
import { awsClients } from '../../lambda/gather/clients.ts';
import { hearThrottle, tellThrottle } from '../../lambda/gather/last-word.ts';
import { observe, observed } from '../../lambda/gather/observe.ts';

const failing = (name: string) => async (): Promise<never> => {
  throw Object.assign(new Error(name), { name });
};

describe('a call whose time is up', () => {
  test('while it was throttled, failed for that', async () => {
    const call = {};
    const attempts = [failing('ThrottlingException'), failing('AbortError')].values();
    const attempt = hearThrottle(() => attempts.next().value?.() ?? Promise.resolve(), call);
    const whole = tellThrottle(async () => {
      await attempt(undefined).catch(() => undefined);
      return attempt(undefined);
    }, call);
    await expect(whole(undefined)).rejects.toThrow('ThrottlingException');
  });

  test('without having been throttled, did not answer in time', async () => {
    const call = {};
    const whole = tellThrottle(hearThrottle(failing('AbortError'), call), call);
    await expect(whole(undefined)).rejects.toThrow('AbortError');
  });

  test('is told as it was by a client of AWS', async () => {
    const account = await startAccount({ faults: [{ operation: 'acm:*', kind: 'throttle' }] });
    const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'lab' };
    const { sdk, client } = await awsClients({ endpoint: account.endpoint, credentials }).acm('eu-west-1');
    const time = new AbortController();
    const seen = observe('acm:ListCertificates', async () => {
      const command = new sdk.ListCertificatesCommand({});
      // Its time is up as soon as the first answer has come.
      command.middlewareStack.add(
        (next) => async (input) =>
          next(input).finally(() => {
            time.abort();
          }),
        { step: 'deserialize', priority: 'high' },
      );
      return observed(await client.send(command, { abortSignal: time.signal }));
    });
    expect(await seen).toEqual({ status: 'unavailable', reason: 'acm:ListCertificates was throttled by AWS' });
    client.destroy();
    await account.close();
  });
});
