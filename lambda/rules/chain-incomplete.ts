import { completed, cut, judgeEach, partly, reach, shortName, speaksTls, told, where } from '../dials.ts';
import { ADD_ROOT, BROWSER, SKIP_VERIFICATION } from '../remedies/dead-ends.ts';
import { toReplace } from '../remedies/replacement.ts';
import { sendChain } from '../remedies/send-chain.ts';
import { SIGHT } from '../remedies/serving.ts';
import { defineRule } from '../rule.ts';

/**
 * The server does not send a certificate between its leaf and the root. If the full chain, intermediates included, is not
 * present, CloudFront drops the TCP connection
 * (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html); the server must send each
 * (https://www.rfc-editor.org/rfc/rfc8446#section-4.4.2).
 */
export const chainIncomplete = defineRule({
  id: 'chain-incomplete',
  title: 'incomplete certificate chain',
  about: {
    whatHappens:
      'The server sends its own certificate, but not all the intermediate certificates that lead from it to a root.',
    whatCloudFrontDoes:
      'It drops the connection and answers 502. Browsers fetch what is missing by themselves, so the origin looks well in them.',
    howToBeSure: '`openssl s_client -showcerts` prints too few certificates and ends in verify error 20 or 21.',
    whatFixesIt: 'The full chain, leaf first, then every intermediate: usually the file called `fullchain.pem`.',
    whatDoesNot:
      'Adding the root, or testing with a browser. If the authority is private, no chain helps: CloudFront does not trust it.',
  },
  certainty: 'proven',
  needs: ['handshakes'],
  uses: SIGHT,
  references: [
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html',
    'https://www.rfc-editor.org/rfc/rfc8446#section-4.4.2',
  ],
  applies: speaksTls,
  judge({ handshakes }) {
    const faults = judgeEach(completed(handshakes), ({ path }) => (path.kind === 'incomplete' ? path : undefined));
    if (!faults || 'unseen' in faults) return faults;
    const { first, failing, seen } = faults;
    return {
      facts: faults,
      witness: { kind: 'certificate', key: first.leaf.fingerprint },
      reach: reach(failing, seen),
    };
  },
  explain({ first, failing, seen }, { origin, listener }) {
    const issuer = shortName(first.fault.missingIssuer);
    const sent = first.chain.length === 1 ? 'only its own certificate' : `${first.chain.length} certificates`;
    return {
      title: `The certificate chain on ${origin.domainName} is incomplete: ${issuer} is missing${where(failing, seen)}`,
      explanation: `The server sends ${sent} and leaves out that of ${issuer}, which comes next. Browsers fetch it by themselves; CloudFront does not, and drops the connection.${partly(failing, seen)}`,
      evidence: [
        ...told(failing, listener),
        `Missing: ${cut(first.fault.missingIssuer)} (if that is a private CA, no chain will do)`,
      ],
    };
  },
  remedy: (faults, context) => sendChain(toReplace(faults, context), { missing: faults.first.fault }, context),
  deadEnds: () => [BROWSER, ADD_ROOT, SKIP_VERIFICATION],
});
