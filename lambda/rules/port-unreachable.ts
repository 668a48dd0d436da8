import { admission } from '../cloudfront/admission.ts';
import { endpoint, isSilent, list, reach, speaksTls, where } from '../dials.ts';
import type { Observations } from '../model/evidence.ts';
import type { Handshake } from '../model/handshake.ts';
import { INVALIDATE } from '../remedies/dead-ends.ts';
import { shellLine } from '../remedies/shell.ts';
import { defineRule } from '../rule.ts';

const NOT_DIALLED = { unseen: 'no address of the origin was dialled' } as const;

/** See `closed-to-us-open-to-cloudfront`. */
const CLOSED_TO_US = { unseen: 'a security group admits CloudFront on the port, and not us' } as const;

/** Each address and port once: names do not matter to a port. */
const perEndpoint = (dials: readonly Handshake[]) => [
  ...new Map(dials.map((dial) => [endpoint(dial.target), dial])).values(),
];

/** The security group that admits everybody in every family that is silent to us; then it is not why. */
function openGroup(rules: Observations['securityGroups']): string | undefined {
  if (rules.status !== 'observed') return undefined;
  const admitted = rules.value.families.map((family) => admission(rules.value, family));
  const [first] = admitted;
  return first?.kind === 'everybody' && admitted.every(({ kind }) => kind === 'everybody') ? first.group : undefined;
}

function meaning(where: string, group: string | undefined): string {
  if (group)
    return `Security group ${group} admits everybody on this port, so that is not why. Network ACLs and routes of its subnets were not looked at.`;
  return where
    ? 'Other addresses do answer us, so a server that is down fits better than a firewall that knows CloudFront alone.'
    : 'A firewall may admit CloudFront and not us, which is how it should be: this alone is no fault.';
}

/**
 * No answer to the SYN. An origin that admits CloudFront's addresses alone, as AWS advises, looks the same from here, so
 * this is told and never leads: unreachable from us is not unreachable from CloudFront.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-504-gateway-timeout.html
 */
export const portUnreachable = defineRule({
  id: 'port-unreachable',
  title: 'port that does not answer us',
  about: {
    whatHappens:
      "Nothing comes back from the origin's port: the server is down, its address is stale, or a firewall drops packets. A firewall that admits CloudFront's addresses alone, as it should, drops ours as well.",
    whatCloudFrontDoes:
      'Where its own packets are dropped too, it tries up to three times for ten seconds each and answers 504.',
    howToBeSure:
      "The firewall's or security group's rules for the port must name CloudFront's managed prefix list, and the server's own log must show CloudFront's connections. `nc -vz ADDRESS PORT` from elsewhere proves nothing.",
    whatFixesIt: "Admit CloudFront's managed prefix list; start the server; correct the address in DNS.",
    whatDoesNot: 'Certificates and TLS settings: not a byte of TLS is exchanged. Opening the port to the whole world.',
  },
  certainty: 'likely',
  needs: ['handshakes'],
  uses: ['securityGroups'],
  references: [
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-504-gateway-timeout.html',
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/LocationsOfEdgeServers.html',
  ],
  applies: (scene) => !(scene.origin.kind === 's3-website' && speaksTls(scene)),
  judge: ({ handshakes }, { origin }) => {
    const dialled = handshakes.dials.filter(({ outcome, closedToUs }) => outcome.kind !== 'not-dialled' && !closedToUs);
    const failing = perEndpoint(dialled.filter(isSilent));
    const seen = [...perEndpoint(dialled.filter((one) => !isSilent(one))), ...failing];
    const [first] = failing;
    if (seen.length === 0) return handshakes.dials.some(({ closedToUs }) => closedToUs) ? CLOSED_TO_US : NOT_DIALLED;
    if (!first) return undefined;
    return {
      facts: { port: first.target.port, silent: failing.map(({ target }) => target), where: where(failing, seen) },
      witness: { kind: 'endpoint', key: `${origin.domainName}:${first.target.port}` },
      reach: reach(failing, seen),
      leads: false,
    };
  },
  explain: ({ port, silent, where }, { origin, securityGroups }) => ({
    title: `Origin ${origin.domainName} does not answer us on port ${port}${where}`,
    explanation: `No connection came about from here. ${meaning(where, openGroup(securityGroups))}`,
    evidence: [`Silent: ${list(silent.map(endpoint))}`],
  }),
  remedy: ({ port }) => [
    {
      action: `See on the server whether CloudFront's connections arrive on port ${port}`,
      command: shellLine('sudo', 'ss', '-tn', 'state', 'established', `( sport = :${port} )`),
    },
    {
      action: "See whether the firewall before it admits CloudFront's addresses, which this list holds",
      command:
        'aws ec2 describe-managed-prefix-lists --region us-east-1 --filters Name=prefix-list-name,Values=com.amazonaws.global.cloudfront.origin-facing',
    },
  ],
  deadEnds: () => [
    { tempting: 'Replacing the certificate', why: 'No connection comes about in which it could be shown.' },
    INVALIDATE,
  ],
});
