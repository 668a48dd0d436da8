import { describe, expect, test } from '@jest/globals';
import { hostForwardedToMedia as rule } from '../../lambda/rules/host-forwarded-to-media.ts';
import { finding, handshakes, originEvidence } from '../evidence.ts';
import { ended, forwarding } from './forwarded.ts';
import { heldToForwardedHost } from './held-to-forwarded-host.ts';

const NAME = 'abc.mediapackage.eu-west-1.amazonaws.com';

describe('host-forwarded-to-media', () => {
  heldToForwardedHost(rule, 'media', NAME);

  test('is likely by the settings alone where no dial got as far as a certificate', () => {
    const dials = ended(NAME, { kind: 'timed-out', phase: 'connect' });
    const silent = originEvidence({ handshakes: handshakes(...dials) }, { domainName: NAME, kind: 'media' });
    expect(finding(rule, silent, forwarding())).toMatchObject({
      certainty: 'likely',
      explanation: expect.stringContaining('the settings alone'),
    });
  });
});
