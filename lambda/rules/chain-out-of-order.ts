import { completed, judgeEach, list, partly, reach, shortName, speaksTls, told, where } from '../dials.ts';
import { ADD_ROOT, BROWSER } from '../remedies/dead-ends.ts';
import { toReplace } from '../remedies/replacement.ts';
import { sendChain } from '../remedies/send-chain.ts';
import { SIGHT } from '../remedies/serving.ts';
import { defineRule } from '../rule.ts';
import { outOfOrder } from '../tls/order.ts';

/**
 * The chain is whole and trusted, but not sent in order, each certificate followed by its issuer. AWS lists a chain in the
 * wrong order among the causes of a 502 (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html);
 * AWS's own TLS library takes any order after the leaf (https://github.com/aws/s2n-tls), as RFC 8446 asks of clients.
 */
export const chainOutOfOrder = defineRule({
  id: 'chain-out-of-order',
  title: 'certificate chain in the wrong order',
  about: {
    whatHappens:
      'The server sends all certificates of its chain, but not in order: leaf first, then each issuer after what it issued.',
    whatCloudFrontDoes:
      "AWS's documentation lists this among the causes of a 502; AWS's own TLS library accepts it. So it leads only where nothing else explains the failure.",
    howToBeSure:
      'In `openssl s_client -showcerts` the issuer (`i:`) of each certificate must be the subject (`s:`) of the next.',
    whatFixesIt: 'A chain file in the right order: leaf, its issuer, that one’s issuer, no root.',
    whatDoesNot: 'Testing with a browser or curl: both sort the chain themselves.',
  },
  certainty: 'likely',
  needs: ['handshakes'],
  uses: SIGHT,
  references: [
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html',
    'https://www.rfc-editor.org/rfc/rfc8446#section-4.4.2',
    'https://github.com/aws/s2n-tls',
  ],
  lastResort: true,
  applies: speaksTls,
  judge({ handshakes }) {
    const faults = judgeEach(completed(handshakes), ({ chain, path }) => outOfOrder(chain, path));
    if (!faults || 'unseen' in faults) return faults;
    const { first, failing, seen } = faults;
    return {
      facts: faults,
      witness: { kind: 'certificate', key: first.leaf.fingerprint },
      reach: reach(failing, seen),
    };
  },
  explain({ first, failing, seen }, { origin, listener }) {
    const { chain, fault } = first;
    const subjects = fault.correct.slice(1).map((index) => shortName(chain[index]?.subject ?? ''));
    return {
      title: `The certificate chain on ${origin.domainName} is sent in the wrong order${where(failing, seen)}`,
      explanation: `AWS lists this as a cause of 502, but its own TLS library accepts it: put it right, and look further if the errors stay.${partly(failing, seen)}`,
      evidence: [...told(failing, listener), `Should follow the leaf: ${list(subjects, 3)}`],
    };
  },
  remedy: (faults, context) => sendChain(toReplace(faults, context), {}, context),
  deadEnds: () => [BROWSER, ADD_ROOT],
});
