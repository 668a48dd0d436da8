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
    ...stopForwardingHost(seen, false, 'Stop'),
    {
      action: `Where a plan allows no cache policy of your own: a CloudFront function on viewer request that calls cf.updateRequestOrigin({ hostHeader: '${domainName}', sni: '${domainName}' })`,
      reference: MODIFYING,
    },
    known,
  ];
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
