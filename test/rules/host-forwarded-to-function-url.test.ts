import { describe, expect, test } from '@jest/globals';
import { hostForwardedToFunctionUrl as rule } from '../../lambda/rules/host-forwarded-to-function-url.ts';
import { finding, handshakes, originEvidence } from '../evidence.ts';
import { ended, forwarding } from './forwarded.ts';
import { heldToForwardedHost } from './held-to-forwarded-host.ts';

const NAME = 'abcdefghijklmnopqrstuvwxyz012345.lambda-url.eu-west-1.on.aws';

describe('host-forwarded-to-function-url', () => {
  heldToForwardedHost(rule, 'function-url', NAME);

  test('is likely by the settings alone where no dial got as far as a certificate', () => {
    const dials = ended(NAME, { kind: 'timed-out', phase: 'connect' });
    const silent = originEvidence({ handshakes: handshakes(...dials) }, { domainName: NAME, kind: 'function-url' });
    expect(finding(rule, silent, forwarding())).toMatchObject({
      certainty: 'likely',
      explanation: expect.stringContaining('the settings alone'),
    });
  });
});
