import {
  completed,
  judgeEach,
  list,
  partly,
  reach,
  type Served,
  shortName,
  speaksTls,
  told,
  unique,
  where,
} from '../dials.ts';
import type { Certificate, TrustPath } from '../model/certificate.ts';
import { toReplace } from '../remedies/replacement.ts';
import { sendChain } from '../remedies/send-chain.ts';
import { SIGHT } from '../remedies/serving.ts';
import { defineRule } from '../rule.ts';

/**
 * The chain is trusted and holds certificates that do not help: the root, which clients have, or one that is on no path. AWS advises
 * against both (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html);
 * its TLS library does not mind (https://github.com/aws/s2n-tls).
 */
export const chainWithExtras = defineRule({
  id: 'chain-with-extras',
  title: 'certificates that no path needs',
  about: {
    whatHappens: 'The chain file holds the root as well, or certificates of another chain.',
    whatCloudFrontDoes: 'Nothing: it takes the certificates that it needs. AWS advises against sending others.',
    howToBeSure:
      'Follow issuer and subject through `openssl s_client -showcerts`: what the leaf does not lead to is superfluous, and so is what names itself as issuer.',
    whatFixesIt: 'A chain file with the leaf and its intermediates only.',
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
    const faults = judgeEach(completed(handshakes), extras);
    if (!faults || 'unseen' in faults) return faults;
    const { first, failing, seen } = faults;
    const witness = { kind: 'certificate', key: first.leaf.fingerprint } as const;
    return { facts: faults, witness, reach: reach(failing, seen) };
  },
  explain({ first, failing, seen }, { origin, listener }) {
    const names = first.fault.map(({ subject }) => shortName(subject));
    return {
      title: `${origin.domainName} sends certificates that no client needs: ${list(unique(names), 3)}${where(failing, seen)}`,
      explanation: `CloudFront does not mind.${partly(failing, seen)}`,
      evidence: told(failing, listener),
    };
  },
  remedy: (faults, context) => sendChain(toReplace(faults, context), {}, context),
  deadEnds: () => [],
});

/** Roots, and what is on no path to one; the same certificate again is another matter. */
function extras({ chain, path }: Served & { readonly path: TrustPath }): readonly Certificate[] | undefined {
  if (path.kind !== 'trusted') return undefined;
  const used = new Set(path.paths.flatMap(({ certificates }) => certificates.map((at) => chain[at]?.fingerprint)));
  const found = chain.slice(1).filter(({ selfSigned, fingerprint }) => selfSigned || !used.has(fingerprint));
  return found.length > 0 ? found : undefined;
}
