import { judgeEach, partly, reach, served, shortName, speaksTls, told, where } from '../dials.ts';
import { toReplace } from '../remedies/replacement.ts';
import { sendChain } from '../remedies/send-chain.ts';
import { SIGHT } from '../remedies/serving.ts';
import { defineRule } from '../rule.ts';

/**
 * The chain holds the same certificate more than once. AWS's TLS library does not mind (https://github.com/aws/s2n-tls); it is bytes
 * in every handshake.
 */
export const certificateSentTwice = defineRule({
  id: 'certificate-sent-twice',
  title: 'certificate sent twice',
  about: {
    whatHappens:
      'The chain file holds a certificate twice, often the leaf: once in its own file and once in the bundle.',
    whatCloudFrontDoes: 'Nothing: it takes the certificates that it needs.',
    howToBeSure: '`openssl s_client -showcerts` prints the same subject and serial twice.',
    whatFixesIt: 'A chain file with each certificate once.',
    whatDoesNot: "Nothing need be done for CloudFront's sake.",
  },
  certainty: 'proven',
  needs: ['handshakes'],
  uses: SIGHT,
  references: [
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html',
    'https://github.com/aws/s2n-tls',
  ],
  warning: true,
  applies: speaksTls,
  judge({ handshakes }) {
    const faults = judgeEach(served(handshakes), ({ chain }) =>
      chain.find(({ fingerprint }, at) => chain.findIndex((one) => one.fingerprint === fingerprint) < at),
    );
    if (!faults || 'unseen' in faults) return faults;
    const { first, failing, seen } = faults;
    const witness = { kind: 'certificate', key: first.leaf.fingerprint } as const;
    return { facts: faults, witness, reach: reach(failing, seen) };
  },
  explain({ first, failing, seen }, { origin, listener }) {
    return {
      title: `${origin.domainName} sends the certificate ${shortName(first.fault.subject)} twice${where(failing, seen)}`,
      explanation: `CloudFront does not mind.${partly(failing, seen)}`,
      evidence: told(failing, listener),
    };
  },
  remedy: (faults, context) => sendChain(toReplace(faults, context), {}, context),
  deadEnds: () => [],
});
