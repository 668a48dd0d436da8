import { DescribeCertificateCommand } from '@aws-sdk/client-acm';
import { describe, expect, test } from '@jest/globals';
import type { Fault } from '../../../lab/account/fixture.ts';
import { startAccount } from '../../../lab/account/server.ts';
import { clientsOf, errorOf, withAccount } from './clients.ts';
import { ESTATE, SPARE_CERTIFICATE } from './estate.ts';
import { ACTIONS, ask } from './good-calls.ts';

describe('a fault', () => {
  const faulty = (fault: Fault) => ({ ...ESTATE, faults: [fault] });

  test.each([
    ['cloudfront:GetDistribution', 'AccessDenied', 403],
    ['cloudwatch:DescribeAlarms', 'AccessDeniedException', 400],
    ['elasticloadbalancing:DescribeLoadBalancers', 'AccessDenied', 403],
    ['acm:ListCertificates', 'AccessDeniedException', 400],
    ['sns:Publish', 'AuthorizationErrorException', 403],
  ])('denies %s in the words of IAM', async (action, name, status) => {
    await withAccount(faulty({ operation: action, kind: 'deny' }), async (account) => {
      const error = await errorOf(ask(account, action));
      expect(error).toMatchObject({ name, $metadata: { httpStatusCode: status } });
      expect(error.message).toContain(`is not authorized to perform: ${action}`);
      expect(account.published).toEqual([]);
    });
  });

  test('names the resource where IAM knows one', async () => {
    await withAccount(faulty({ operation: 'acm:DescribeCertificate', kind: 'deny' }), async (account) => {
      const { acm } = clientsOf(account, 'eu-west-1');
      const error = await errorOf(acm.send(new DescribeCertificateCommand({ CertificateArn: SPARE_CERTIFICATE })));
      expect(error.message).toBe(
        'User: arn:aws:sts::111122223333:assumed-role/origin-responder/origin-responder is not authorized to perform: ' +
          `acm:DescribeCertificate on resource: ${SPARE_CERTIFICATE} because no identity-based policy allows the ` +
          'acm:DescribeCertificate action',
      );
    });
  });

  test.each(ACTIONS)('throttles and fails %s', async (action) => {
    const throttle: Fault = { operation: action, kind: 'throttle', times: 1 };
    const fail: Fault = { operation: action, kind: 'fail', times: 1, message: 'out of coffee' };
    await withAccount({ ...ESTATE, faults: [throttle, fail] }, async (account) => {
      const throttled = await errorOf(ask(account, action));
      expect(throttled.name).toMatch(/^(Throttl(ing|ed)(Exception)?|ProvisionedThroughputExceededException)$/);
      const httpStatusCode = throttled.name === 'ThrottledException' ? 429 : 400;
      expect(throttled).toMatchObject({ message: 'Rate exceeded', $metadata: { httpStatusCode } });
      const failed = await errorOf(ask(account, action));
      expect(failed.name).toMatch(/^Internal(Failure|ErrorException|ServiceException|ServerError)$/);
      expect(failed.message).toBe('out of coffee');
      expect(failed).toMatchObject({ $metadata: { httpStatusCode: 500 } });
      await ask(account, action);
      expect(account.calls.at(-1)?.outcome).toBe('ok');
    });
  });

  test('may hit a part of all calls, the same each time', async () => {
    const outcomes = async () => {
      let seen: string[] = [];
      await withAccount(faulty({ operation: '*', kind: 'throttle', share: 1 / 3 }), async (account) => {
        for (let calls = 0; calls < 60; calls += 1) await errorOf(ask(account, 'acm:ListCertificates')).catch(() => {});
        seen = account.calls.map(({ outcome }) => outcome);
      });
      return seen;
    };
    const [once, again] = [await outcomes(), await outcomes()];
    expect(again).toEqual(once);
    const throttled = once.filter((outcome) => outcome === 'ThrottlingException').length;
    expect([throttled > 10, throttled < 30]).toEqual([true, true]);
  });

  test('that passes is survived by a client that tries again', async () => {
    await withAccount(faulty({ operation: 'acm:*', kind: 'throttle', times: 2 }), async (account) => {
      await ask(account, 'acm:ListCertificates', 3);
      expect(account.calls.map(({ outcome }) => outcome)).toEqual(['ThrottlingException', 'ThrottlingException', 'ok']);
    });
  });

  test.each(ACTIONS)('answers garbage to %s', async (action) => {
    await withAccount(faulty({ operation: action, kind: 'garbage' }), async (account) => {
      await errorOf(ask(account, action));
      expect(account.calls.map(({ outcome }) => outcome)).toEqual(['garbage']);
    });
  });

  test('hangs until the account closes, which does not wait for it', async () => {
    const account = await startAccount(faulty({ operation: '*', kind: 'hang' }));
    const hanging = errorOf(ask(account, 'acm:ListCertificates'));
    await until(() => account.calls.at(0)?.outcome === 'hang');
    await account.close();
    expect((await hanging).message).toMatch(/socket hang up|ECONNRESET/);
  });

  test('for an operation that is not there is a mistake in the fixture', async () => {
    await expect(startAccount(faulty({ operation: 'acm:Describe', kind: 'deny' }))).rejects.toThrow('acm:Describe');
    await expect(startAccount({ delaysMs: { 'elb:DescribeListeners': 1 } })).rejects.toThrow('elb:DescribeListeners');
  });
});

describe('a delay', () => {
  const timed = async (call: () => Promise<unknown>) => {
    const start = performance.now();
    await call();
    return performance.now() - start;
  };

  test('holds every answer back; calls wait side by side', async () => {
    await withAccount({ ...ESTATE, delayMs: 150 }, async (account) => {
      const many = Array.from({ length: 30 }, () => ask(account, 'acm:ListCertificates'));
      const tookMs = await timed(() => Promise.all(many));
      expect(tookMs).toBeGreaterThanOrEqual(145);
      expect(tookMs).toBeLessThan(30 * 145);
    });
  });

  test('of one operation replaces it', async () => {
    const fixture = { ...ESTATE, delayMs: 3_600_000, delaysMs: { 'sns:Publish': 0 } };
    await withAccount(fixture, async (account) => {
      await ask(account, 'sns:Publish');
      expect(account.published).toHaveLength(1);
    });
  });

  test('does not outlive the account', async () => {
    const account = await startAccount({ ...ESTATE, delayMs: 3_600_000 });
    const waiting = errorOf(ask(account, 'acm:ListCertificates'));
    await until(() => account.calls.length === 1);
    await account.close();
    await waiting;
    expect(account.calls[0]?.outcome).toBe('unanswered');
  });
});

async function until(done: () => boolean): Promise<void> {
  while (!done()) await new Promise((resolve) => setImmediate(resolve));
}
