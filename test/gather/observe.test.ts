import { describe, expect, test } from '@jest/globals';
import { andThen, isError, notApplicable, observe, observed, unavailable } from '../../lambda/gather/observe.ts';

function named(name: string, message = 'no', more: object = {}): Error {
  return Object.assign(new Error(message), { name }, more);
}

const failWith = (error: unknown) =>
  observe('acm:DescribeCertificate', async () => {
    throw error;
  });

describe('what was not seen is a value', () => {
  test.each([
    'AccessDenied',
    'AccessDeniedException',
    'UnauthorizedOperation',
    'NotAuthorized',
    'AuthorizationErrorException',
  ])('%s names the permission that would lift it', async (name) => {
    expect(await failWith(named(name))).toEqual({
      status: 'unavailable',
      reason: 'acm:DescribeCertificate was denied',
      permission: 'acm:DescribeCertificate',
    });
  });

  test('an explicit deny cannot be lifted by granting', async () => {
    const message =
      'User: u is not authorized to perform: acm:DescribeCertificate with an explicit deny in a service control policy: arn:x';
    expect(await failWith(named('AccessDeniedException', message))).toEqual({
      status: 'unavailable',
      reason: 'acm:DescribeCertificate was denied, explicitly, by a service control policy',
    });
    const identity = 'not authorized: with an explicit deny in an identity-based policy';
    expect(await failWith(named('AccessDenied', identity))).toMatchObject({
      reason: expect.stringContaining('by an identity-based policy'),
    });
  });

  test.each([
    'Throttling',
    'ThrottlingException',
    'ThrottledException',
    'TooManyRequestsException',
    'RequestLimitExceeded',
  ])('%s is a throttle', async (name) => {
    expect(await failWith(named(name))).toEqual({
      status: 'unavailable',
      reason: 'acm:DescribeCertificate was throttled by AWS',
    });
  });

  test.each(['AbortError', 'TimeoutError', 'RequestTimeout'])('%s is a time-out', async (name) => {
    expect(await failWith(named(name))).toEqual({
      status: 'unavailable',
      reason: 'acm:DescribeCertificate did not answer in time',
    });
  });

  test('a refused connection is not a time-out, whatever the SDK calls it', async () => {
    const error = named('TimeoutError', 'connect ECONNREFUSED 127.0.0.1:1', { code: 'ECONNREFUSED' });
    expect(await failWith(error)).toEqual({
      status: 'unavailable',
      reason: 'acm:DescribeCertificate could not be sent: connect ECONNREFUSED 127.0.0.1:1',
    });
  });

  test.each([
    'CredentialsProviderError',
    'TokenProviderError',
    'ExpiredToken',
    'ExpiredTokenException',
    'UnrecognizedClientException',
    'InvalidClientTokenId',
    'SignatureDoesNotMatch',
  ])('%s is said to be about credentials', async (name) => {
    const error = named(name, 'the token is\nexpired');
    expect(await failWith(error)).toMatchObject({
      status: 'unavailable',
      // The terminal knows what to advise by these words.
      reason: expect.stringMatching(/(no usable AWS|did not accept the) credentials.*: the token is expired$/),
    });
  });

  test('a denied permission is not said to be about credentials', async () => {
    expect(await failWith(named('AccessDenied'))).toMatchObject({ reason: expect.not.stringContaining('credentials') });
  });

  test('any other failure is told in one bounded line', async () => {
    const seen = await failWith(named('InternalFailure', `a\r\n\u001b[2J${'x'.repeat(999)}`));
    expect(seen.status === 'unavailable' && seen.reason).toMatch(
      /^acm:DescribeCertificate failed: InternalFailure: a \[2Jx{190,200}$/,
    );
    expect(await failWith('a string')).toEqual({
      status: 'unavailable',
      reason: 'acm:DescribeCertificate failed: Error: a string',
    });
  });

  test('what was seen is handed on, what was not stays as it is', async () => {
    const next = async (value: number) => observed(value + 1);
    expect(await andThen(observed(1), next)).toEqual({ status: 'observed', value: 2 });
    expect(await andThen(unavailable('denied', 'a:B'), next)).toEqual({
      status: 'unavailable',
      reason: 'denied',
      permission: 'a:B',
    });
    expect(await andThen(notApplicable('none'), next)).toEqual({ status: 'not-applicable', reason: 'none' });
    expect(isError(named('A'), 'B', 'A')).toBe(true);
    expect(isError({ name: 'A' }, 'A')).toBe(false);
  });
});
