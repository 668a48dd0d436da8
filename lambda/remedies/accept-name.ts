import { behaviorsReaching } from '../cloudfront/behaviors.ts';
import type { DeadEnd, Step } from '../model/finding.ts';
import type { Target } from '../model/handshake.ts';
import { stopForwardingHost } from './host-policy.ts';
import type { Sight } from './serving.ts';
import { showLeaf } from './verify.ts';

const CADDY = 'https://caddyserver.com/docs/caddyfile/concepts#addresses';

/** Functions may set what is sent, on every plan. */
const MODIFYING =
  'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/helper-functions-origin-modification.html';

/** Makes the server and CloudFront agree on a name: no viewer's Host any more, or a server that knows it. */
export function acceptName(target: Target, seen: Sight): Step[] {
  const { serverName } = target;
  const known: Step = {
    action: `${target.hostForwarded === 'no' ? 'Let' : 'Or let'} the server know ${serverName}, with a certificate for it. Caddy: add it to the site's address; nginx: to \`server_name\`; IIS: an HTTPS binding, or one without SNI as the default for every other name`,
    verify: showLeaf(target),
    reference: CADDY,
  };
  if (target.hostForwarded === 'no') return [known];
  const { domainName } = seen.origin;
  return [
    { ...stopForwardingHost(seen, false), action: leaveOut(seen) },
    {
      action: `Where a plan allows no cache policy of your own: a CloudFront function on viewer request that calls cf.updateRequestOrigin({ hostHeader: '${domainName}', sni: '${domainName}' })`,
      reference: MODIFYING,
    },
    known,
  ];
}

/** Names every policy that must change: what is in the cache key is sent, whatever the origin request policy leaves out. */
function leaveOut({ origin, distribution }: Sight): string {
  const forwarded = behaviorsReaching(origin.id, distribution).map(({ hostForwarding }) => hostForwarding);
  const both = forwarded.find((one) => one.kind === 'forwarded' && one.alsoBy !== undefined);
  const start = `Stop forwarding the viewer's Host: the origin request policy becomes Managed-AllViewerExceptHostHeader, and CloudFront asks for ${origin.domainName}.`;
  if (both?.kind !== 'forwarded' || !both.alsoBy)
    return `${start} The cache policy must not hold Host either; with legacy cache settings take Host off their header list`;
  const { policyName, policyId, alsoBy } = both;
  return `${start} Two policies forward it, and both must go: ${policyName ?? policyId} (origin request policy) and ${alsoBy.policyName ?? alsoBy.policyId} (cache policy). The command changes the first; choose a cache policy without Host in its key as well`;
}

/** TLS 1.3 alone is no fault since November 2025. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html */
export const ALLOW_TLS_1_2: DeadEnd = {
  tempting: 'Letting the origin speak TLS 1.2',
  why: 'CloudFront speaks TLS 1.3 to origins. The same address completes for another name with what CloudFront offers.',
};

/** P-256 is documented: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html */
export const RSA_INSTEAD: DeadEnd = {
  tempting: 'Changing the key from ECDSA to RSA',
  why: 'The server refused before any certificate was shown, and CloudFront takes ECDSA with P-256.',
};
