import { behaviorsReaching } from '../cloudfront/behaviors.ts';
import type { Certificate } from '../model/certificate.ts';
import type { DeadEnd, Step } from '../model/finding.ts';
import type { Target } from '../model/handshake.ts';
import { covers } from '../tls/names.ts';
import { stopForwardingHost } from './host-policy.ts';
import type { Sight } from './serving.ts';
import { showLeaf } from './verify.ts';

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html */
const EVENT = 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html';

/** Lets an origin that serves its own name only be asked for that; the viewer's Host travels under another name where it is needed. */
export function keepOwnHost(target: Target, leaf: Certificate | undefined, seen: Sight): Step[] {
  const { domainName } = seen.origin;
  return [
    ...stopForwardingHost(seen, leaf !== undefined && covers(leaf, domainName), 'Stop'),
    {
      action:
        "Where the code needs the viewer's Host, let a CloudFront function on viewer request copy it: `event.request.headers['x-forwarded-host'] = { value: event.request.headers.host.value }`",
      verify: showLeaf({ ...target, serverName: domainName }),
      reference: EVENT,
    },
  ];
}

/** Nothing where no cache policy sends Host. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-how-origin-request-policies-and-cache-policies-work-together.html */
export function onePolicyAlone({ origin, distribution }: Pick<Sight, 'origin' | 'distribution'>): DeadEnd[] {
  const isInKey = behaviorsReaching(origin.id, distribution).some(
    ({ hostForwarding: way }) => way.kind === 'forwarded' && (way.by === 'cache-policy' || way.alsoBy !== undefined),
  );
  if (!isInKey) return [];
  return [
    {
      tempting: 'Changing the origin request policy alone',
      why: 'What the cache policy has in its key is sent to the origin, whatever the origin request policy leaves out.',
    },
  ];
}

/** There is no setting for it on an endpoint that AWS names. */
export const CERTIFICATE_ON_ENDPOINT: DeadEnd = {
  tempting: "Installing a certificate for the viewer's name on the endpoint",
  why: 'AWS serves this endpoint under its own name with its own certificate; there is no place for another.',
};
