import { type Faults, judgeEach, list, reach, served, speaksTls, told, unique } from '../dials.ts';
import type { Certificate } from '../model/certificate.ts';
import type { Listener, ManagedCertificate } from '../model/load-balancer.ts';
import { RESTART, VIEWER_CERTIFICATE } from '../remedies/dead-ends.ts';
import { confirmAttached } from '../remedies/listener-list.ts';
import { addCertificate } from '../remedies/replace-certificate.ts';
import { toReplace } from '../remedies/replacement.ts';
import { canBeCertified } from '../remedies/server-names.ts';
import { SIGHT } from '../remedies/serving.ts';
import { sameSerial } from '../renewal.ts';
import { defineRule } from '../rule.ts';
import { covers, patternCovers } from '../tls/names.ts';

type Facts = {
  readonly faults: Faults<Certificate>;
  readonly listener: Listener;
  readonly names: readonly string[];
  /** One on the listener that covers a failing name and was not served all the same. */
  readonly unserved?: ManagedCertificate;
};

/**
 * A listener that holds no certificate for the name in the ClientHello shows its default one, never an alert; CloudFront
 * then finds another name on it. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/https-listener-certificates.html
 */
export const listenerCertificateMissingForName = defineRule({
  id: 'listener-certificate-missing-for-name',
  title: 'listener without a certificate for the name',
  about: {
    whatHappens:
      'The listener of the load balancer holds no certificate for the name that CloudFront asks for, and shows its default one, which is for another name.',
    whatCloudFrontDoes: 'It refuses a certificate that does not carry the name, and answers 502.',
    howToBeSure:
      '`openssl s_client -servername NAME` shows the default certificate of the listener; `aws elbv2 describe-listener-certificates` lists none that covers the name.',
    whatFixesIt:
      'Add a certificate for the name to the listener, beside the default one: one that exists in ACM in that Region, or a new one.',
    whatDoesNot:
      'Making the new certificate the default one: names that live by the old default break. A certificate in us-east-1, if the load balancer is elsewhere.',
  },
  certainty: 'proven',
  needs: ['handshakes', 'listener', 'certificates'],
  uses: SIGHT,
  references: [
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/https-listener-certificates.html',
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-cloudfront-to-custom-origin.html',
  ],
  applies: speaksTls,
  judge: ({ handshakes, listener: state, certificates }) => {
    if (state.kind !== 'found' || !ENDS_TLS.has(state.listener.protocol)) return undefined;
    const { listener } = state;
    const standard = described(listener, certificates).find(({ isDefault }) => isDefault)?.managed;
    const seen = served(handshakes).filter(({ target }) => canBeCertified(target.serverName));
    if (seen.length === 0 && served(handshakes).length > 0) return undefined;
    const faults = judgeEach(seen, ({ leaf, target }) => {
      const byDefault = !standard || sameSerial(standard.serial, leaf.serial);
      return byDefault && !target.acceptedNames.some((name) => covers(leaf, name)) ? leaf : undefined;
    });
    if (!faults || 'unseen' in faults) return faults;
    const names = unique(faults.failing.map(({ target }) => target.serverName));
    const unserved = certificates.find((one) => one.names.some((of) => names.some((name) => patternCovers(of, name))));
    /** A name that is dialled because a policy could not be read may be one that CloudFront never sends. */
    const sure = faults.failing.some(({ target }) => target.hostForwarded !== 'unknown');
    return {
      facts: { faults, listener, names, unserved },
      witness: { kind: 'listener', key: listener.arn },
      reach: reach(faults.failing, seen),
      certainty: standard && !unserved && sure && isWhole(listener, certificates) ? 'proven' : 'likely',
    };
  },
  explain: ({ faults, listener, names, unserved }: Facts, context) => ({
    title: `The listener on port ${listener.port} has no certificate for ${list(names, 2)}, it shows its default one`,
    explanation: `A listener without a certificate for the name that is asked for shows its default one; CloudFront finds another name on it and answers 502.${unserved ? ` One for ${unserved.domainName} (${unserved.status}) is on the listener and was not served: it may have been added a moment ago.` : ''}`,
    evidence: told(faults.failing, context.listener),
  }),
  remedy: ({ faults, listener, unserved }: Facts, context) =>
    unserved
      ? confirmAttached(unserved, listener, faults.first.target)
      : addCertificate(toReplace(faults, context), context),
  deadEnds: () => [NEW_DEFAULT, VIEWER_CERTIFICATE, RESTART],
});

const ENDS_TLS: ReadonlySet<string> = new Set(['HTTPS', 'TLS', 'SSL']);

const NEW_DEFAULT = {
  tempting: 'Making the new certificate the default one',
  why: 'Names that are served by the present default break. Add it beside.',
};

/** The listener's certificates with what ACM says of each; those of IAM are not described. */
function described({ certificates }: Listener, managed: readonly ManagedCertificate[]) {
  return certificates.map(({ arn, isDefault }) => ({ isDefault, managed: managed.find((one) => one.arn === arn) }));
}

function isWhole(listener: Listener, managed: readonly ManagedCertificate[]): boolean {
  return !listener.certificatesCut && described(listener, managed).every((one) => one.managed);
}
