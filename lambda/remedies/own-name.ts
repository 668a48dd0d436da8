import type { Certificate } from '../model/certificate.ts';
import type { Step } from '../model/finding.ts';
import type { Target } from '../model/handshake.ts';
import { covers } from '../tls/names.ts';
import { dig } from './dig.ts';
import { distributionId } from './edit-distribution.ts';
import { addCertificate } from './replace-certificate.ts';
import { canBeCertified } from './server-names.ts';
import type { Sight } from './serving.ts';
import { renameOrigin } from './tenant-parameter.ts';
import { showLeaf } from './verify.ts';

/** https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-to-elb-load-balancer.html */
const ALIAS = 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-to-elb-load-balancer.html';

/** Managed-AllViewer: every header of the viewer, Host among them. */
const ALL_VIEWER = '216adef6-5c7f-47e4-b989-5492eafa07d3';
const MANAGED_POLICIES =
  'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html';

type Dial = { readonly target: Target; readonly leaf: Certificate };

/** How a name of the reader's own is pointed at what AWS named. */
const RECORDS = {
  'load balancer': { how: ' (in Route 53 an alias does as well)', reference: ALIAS },
  server: {
    how: '. Better an A record to an Elastic IP address: the AWS name and address change with each stop of the instance',
    reference: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/elastic-ip-addresses-eip.html',
  },
};

/** Gives what AWS named a name of the reader's own and makes it the origin: record, certificate, distribution. */
export function useOwnName({ target, leaf }: Dial, seen: Sight, what: keyof typeof RECORDS): Step[] {
  const { how, reference } = RECORDS[what];
  const name = ownName(leaf, seen.distribution.aliases);
  const dial = { ...target, serverName: name };
  const good = covers(leaf, name);
  return [
    {
      action: `Give the ${what} a name of your own${good ? ', which its certificate covers already' : ''}: ${name} as CNAME of ${target.serverName}${how}`,
      verify: good ? showLeaf(dial) : dig('+short', name),
      reference,
    },
    ...(good ? [] : addCertificate({ target: dial, leaf, names: [name] }, seen)),
    ...renameOrigin(`Then make ${name} the origin's domain name`, seen, name),
  ];
}

/** A name below one that is surely the reader's: what the certificate is for, else the first alias. */
function ownName(leaf: Certificate, aliases: readonly string[]): string {
  const wildcards = leaf.dnsNames.filter((name) => name.startsWith('*.'));
  const known = [...wildcards, ...leaf.dnsNames, ...aliases].find(canBeCertified);
  return `origin.${known?.replace(/^(\*|www)\./, '') ?? 'YOUR_DOMAIN'}`;
}

/** The other way out, where the certificate covers every alias: CloudFront then asks for the name that the viewer asked for. */
export function forwardHost(leaf: Certificate, { distribution }: Sight): Step[] {
  const { aliases } = distribution;
  if (aliases.length === 0 || !aliases.every((alias) => covers(leaf, alias))) return [];
  return [
    {
      action: `Or forward the viewer's Host: the certificate covers every alias. Give the behaviors of distribution ${distributionId(distribution)} the origin request policy Managed-AllViewer (${ALL_VIEWER}). ${distribution.tenancy ? 'The' : 'Requests for the cloudfront.net name go on failing, and the'} origin must know the aliases`,
      reference: MANAGED_POLICIES,
    },
  ];
}
