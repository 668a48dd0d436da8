import { list, shortName, speaksTls } from '../dials.ts';
import { judgeKept } from '../kept.ts';
import { keptOn, namesOf, UNSEEN_SIGHT, unseen } from '../kept-words.ts';
import type { StoredChain } from '../model/load-balancer.ts';
import { ADD_ROOT, SKIP_VERIFICATION, UPLOAD_AUTHORITY } from '../remedies/dead-ends.ts';
import { completeKept, replaceKept } from '../remedies/kept.ts';
import { defineRule } from '../rule.ts';
import { obstruction } from '../tls/obstacles.ts';

/** Why the chain is refused; `missing` where a certificate between leaf and root was left out of it. */
type Broken = {
  readonly words: string;
  readonly missing?: { readonly missingIssuer: string; readonly issuerUrl?: string };
  /** It rests on what is sent beside the leaf, and that a load balancer sends just what is kept AWS does not write down. */
  readonly above?: true;
};

/**
 * Nothing could be dialled, and the chain that ACM or IAM keeps for the listener leads to no root that Mozilla lists, or not over a
 * path that clients take. A load balancer sends what was imported, no more.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-cloudfront-to-custom-origin.html
 */
export const storedChainUntrusted = defineRule({
  id: 'stored-chain-untrusted',
  title: 'untrusted chain, by the records',
  about: {
    whatHappens:
      'The origin admits CloudFront alone, so it cannot be asked. The certificate that its listener holds was imported without its intermediates, or it comes from a private authority, AWS Private CA among them.',
    whatCloudFrontDoes:
      "It trusts the authorities in Mozilla's list and takes only what the server sends; it answers 502.",
    howToBeSure:
      '`aws acm get-certificate` gives the certificate and the chain that the load balancer sends; `openssl verify -untrusted chain.pem cert.pem` judges them.',
    whatFixesIt:
      'Import it again with every intermediate; in place of a private one, a public certificate on the leg from CloudFront.',
    whatDoesNot: 'Importing the private CA anywhere in AWS.',
  },
  certainty: 'proven',
  needs: ['listener', 'certificates', 'stored'],
  uses: UNSEEN_SIGHT,
  references: [
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-cloudfront-to-custom-origin.html',
    'https://docs.aws.amazon.com/acm/latest/userguide/import-certificate-prerequisites.html',
  ],
  applies: speaksTls,
  judge(seen, scene) {
    const judged = judgeKept(seen, scene, ({ managed, chain }): Broken | 'unknown' | undefined => {
      if (managed.type === 'PRIVATE') return { words: 'comes from a private authority (AWS Private CA)' };
      return chain ? broken(chain, scene.examinedAt) : 'unknown';
    });
    return judged && 'facts' in judged && judged.facts.first.fault.above ? { ...judged, certainty: 'likely' } : judged;
  },
  explain: (facts, { handshakes }) => ({
    title: `The certificate that the listener holds for ${list(namesOf(facts), 2)} ${facts.first.fault.words}`,
    explanation: `${unseen(facts, handshakes)} CloudFront trusts the authorities in Mozilla's list and takes only what the server sends; it answers 502 itself.`,
    evidence: keptOn(facts),
  }),
  remedy: (facts, context) => {
    const { fault, managed } = facts.first;
    const held = { managed, listener: facts.listener };
    return fault.missing
      ? completeKept(held, namesOf(facts), { missing: fault.missing }, context)
      : replaceKept(held, namesOf(facts), context);
  },
  deadEnds: ({ first }) => [first.fault.missing ? ADD_ROOT : UPLOAD_AUTHORITY, SKIP_VERIFICATION],
});

function broken({ chain, path }: StoredChain, at: string): Broken | undefined {
  switch (path.kind) {
    case 'self-signed':
      return { words: 'signed itself' };
    case 'untrusted':
      return {
        words: `comes from an authority that CloudFront does not trust (${shortName(path.anchor) || 'unknown'})`,
      };
    case 'signature-invalid':
      return { words: 'carries a signature that does not hold' };
    case 'incomplete':
      return {
        words: `is kept without the certificate of its issuer, ${shortName(path.missingIssuer)}`,
        missing: path,
        above: true,
      };
    case 'trusted': {
      const obstacles = obstruction(chain, path, at)?.obstacles ?? [];
      const [worst] = obstacles.filter(
        (one) => one.at !== 0 || (one.kind !== 'expired' && one.kind !== 'not-yet-valid'),
      );
      if (!worst) return undefined;
      const words = `leads to a trusted root only by a way that CloudFront does not take (${WHY[worst.kind]})`;
      return { words, ...(worst.at !== 0 && { above: true }) };
    }
  }
}

const WHY = {
  expired: 'a certificate above it has expired',
  'not-yet-valid': 'a certificate above it is not valid yet',
  'not-authority': 'what issued it is no authority',
  purpose: 'it is made for another purpose',
  'key-usage': 'its key is made for another use',
  'path-length': 'more authorities than one of them allows',
  'name-constraints': 'a name that its authority may not certify',
  'critical-extension': 'a critical extension that clients do not know',
} as const;
