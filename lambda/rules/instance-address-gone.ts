import { ec2Name } from '../cloudfront/address-name.ts';
import { endedIn, isSilent, list } from '../dials.ts';
import type { Handshakes } from '../model/handshake.ts';
import { INVALIDATE } from '../remedies/dead-ends.ts';
import { editOrigin } from '../remedies/edit-distribution.ts';
import { keepAddress, listInstances } from '../remedies/instance.ts';
import { defineRule } from '../rule.ts';
import { namesOf } from '../stands-behind.ts';

/** Whether there were dials, and each was met with silence or a refusal. */
function isDead({ dials }: Handshakes): boolean {
  const tried = dials.filter(({ outcome }) => outcome.kind !== 'not-dialled');
  return tried.length > 0 && tried.every((dial) => isSilent(dial) || dial.outcome.kind === 'refused');
}

/**
 * The name that AWS gives an instance means one address for ever, and resolves whoever has it. "We release your instance's public
 * IP address when it is stopped, hibernated, or terminated", and a started one gets another.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html
 */
export const instanceAddressGone = defineRule({
  id: 'instance-address-gone',
  title: 'AWS name of an instance that gave its address back',
  about: {
    whatHappens:
      'The origin is, or leads to, the public DNS name that AWS gave an EC2 instance (`ec2-….amazonaws.com`). The name means one address for ever. The instance was stopped or terminated, AWS took the address back, and when it runs again it has another address and another name.',
    whatCloudFrontDoes: 'It dials the old address: nobody answers there, or somebody else does. 502 or 504.',
    howToBeSure:
      '`aws ec2 describe-network-interfaces --filters Name=association.public-ip,Values=ADDRESS` finds nothing in the Region that the name tells, in any account of yours.',
    whatFixesIt:
      "An address that stays: an Elastic IP address and a name of your own that points at it; better a load balancer, or the instance as a VPC origin. Until then the instance's new name.",
    whatDoesNot: 'Starting the instance: it comes back under another address. Certificates and security groups.',
  },
  certainty: 'likely',
  needs: ['unheld', 'handshakes'],
  uses: ['resolution'],
  references: [
    'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html',
    'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/elastic-ip-addresses-eip.html',
  ],
  applies: ({ origin }, resolution) => namesOf(origin, resolution).some((name) => ec2Name(name) !== undefined),
  judge: ({ unheld, handshakes }, { origin }) => {
    const [address = '', ...more] = unheld.addresses;
    const [region] = unheld.regions;
    if (!region || !isDead(handshakes)) return undefined;
    const refused = endedIn(handshakes, 'refused').length > 0;
    return {
      facts: { address, region, why: unheld.why, refused },
      witness: { kind: 'endpoint', key: `${origin.domainName} ${address}` },
      reach: { failing: 1 + more.length, seen: 1 + more.length, of: unheld.addresses },
    };
  },
  explain: ({ address, why, refused }, { origin, resolution }) => ({
    title: `No instance of the account has ${address} any more, the address in the origin's AWS name`,
    explanation: `The name means this address for ever, and AWS takes it back when the instance is stopped or terminated; an Elastic IP address stays with the account, and may have been taken from its instance${refused ? '; who refuses there may be a stranger' : ''}. An instance of an account that was not asked would look the same.`,
    evidence: [`DNS: ${list(namesOf(origin, resolution))} → ${address}`, `EC2: ${why}`],
  }),
  remedy: ({ region, address }, { origin, distribution, resolution }) => {
    const [name, ...cnames] = namesOf(origin, resolution);
    return [
      listInstances(region),
      keepAddress(region, address),
      keepAddress(region),
      cnames.length > 0
        ? { action: `Make ${name} an A record with that address, in the place of the CNAME to ${cnames.at(-1)}` }
        : editOrigin(
            'Point a name of your own at that address, one that the certificate covers, and make it the origin (write it in the place of NEW_NAME)',
            distribution,
            origin.id,
            '.DomainName = "NEW_NAME"',
          ),
      {
        action:
          'In the long run put a load balancer before it, or make it a VPC origin: neither has such an address to lose',
      },
    ];
  },
  deadEnds: () => [
    { tempting: 'Starting the instance and waiting', why: 'It comes back with another address and another AWS name.' },
    { tempting: 'Changing certificates or security groups', why: 'Requests do not come to a machine of yours.' },
    INVALIDATE,
  ],
});
