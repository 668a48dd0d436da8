import { type Faults, list, reach, speaksTls, told } from '../dials.ts';
import { viewersNames } from '../forwarded-host.ts';
import type { Listener, ManagedCertificate } from '../model/load-balancer.ts';
import { coverName } from '../remedies/cover-name.ts';
import { VIEWER_CERTIFICATE } from '../remedies/dead-ends.ts';
import { hostSenders } from '../remedies/host-policy.ts';
import { onePolicyAlone } from '../remedies/keep-own-host.ts';
import { toReplace } from '../remedies/replacement.ts';
import { SIGHT } from '../remedies/serving.ts';
import { defineRule } from '../rule.ts';
import { covers, patternCovers } from '../tls/names.ts';
import { type NameFault, wrongNames } from '../wrong-names.ts';

type Facts = { readonly faults: Faults<NameFault>; readonly names: readonly string[]; readonly listener: Listener };

/**
 * The listener has a certificate for the origin's own name and none for the Host that is forwarded in its place; the origin "must
 * respond with a certificate that matches the viewer host header".
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html
 */
export const hostForwardedToLoadBalancerWithoutCertificate = defineRule({
  id: 'host-forwarded-to-load-balancer-without-certificate',
  title: 'Host forwarded to a load balancer without a certificate for it',
  about: {
    whatHappens:
      "The load balancer has a certificate for the origin's own name. A behavior forwards the viewer's Host, so CloudFront asks for that instead, and the listener has none for it. Often a policy was changed, or the cache policy has Host in its key.",
    whatCloudFrontDoes:
      "It gets the listener's default certificate: 502 where that carries neither name. Where it carries the origin's own name AWS's pages differ.",
    howToBeSure:
      "`openssl s_client -servername` with the origin's own name shows a certificate that fits; with the viewer's name it shows one that does not.",
    whatFixesIt:
      "A certificate for the viewer's name on the listener, beside the others; or no longer forwarding Host, if the application can do without it.",
    whatDoesNot:
      'The certificate of the distribution; changing the origin request policy alone while the cache key holds Host.',
  },
  certainty: 'proven',
  needs: ['handshakes', 'listener', 'certificates'],
  uses: SIGHT,
  references: [
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html',
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-how-origin-request-policies-and-cache-policies-work-together.html',
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/https-listener-certificates.html',
  ],
  applies: speaksTls,
  judge: ({ handshakes, listener: state, certificates }, { origin, distribution }) => {
    if (state.kind !== 'found' || certificates.length === 0) return undefined;
    const dials = handshakes.dials.filter(({ target }) => target.hostForwarded === 'yes');
    if (dials.length === 0) return undefined;
    const wrong = wrongNames({ ...handshakes, dials }, distribution);
    if (!wrong || 'unseen' in wrong) return wrong;
    const { first, failing, seen } = wrong.faults;
    const names = viewersNames(failing, distribution);
    const ownIsServed = covers(first.leaf, origin.domainName) || isHeld(origin.domainName, certificates);
    if (!wrong.leads || !ownIsServed || names.some((name) => isHeld(name, certificates))) return undefined;
    return {
      facts: { faults: wrong.faults, names, listener: state.listener },
      witness: { kind: 'listener', key: state.listener.arn },
      reach: reach(failing, seen),
      certainty: wrong.certainty,
    };
  },
  explain: ({ faults: { first, failing }, names, listener }: Facts, { origin, distribution, listener: seen }) => ({
    title: `The viewer's Host is forwarded, and the listener on port ${listener.port} has no certificate for ${list(names, 2)}`,
    explanation: `The listener has one for ${origin.domainName}, the origin's own name; CloudFront asks for ${list(names, 2)}, the viewer's Host. ${first.fault === 'none' ? 'What it is shown carries neither, so it answers 502.' : "What it is shown carries the origin's own name alone: AWS's pages differ on whether that is enough."}`,
    evidence: [...hostSenders({ origin, distribution }), ...told(failing, seen)],
  }),
  remedy: ({ faults, names }: Facts, context) => coverName({ ...toReplace(faults, context), names }, context),
  deadEnds: (_facts, context) => [...onePolicyAlone(context), VIEWER_CERTIFICATE],
});

const isHeld = (name: string, certificates: readonly ManagedCertificate[]) =>
  certificates.some((one) => one.names.some((pattern) => patternCovers(pattern, name)));
