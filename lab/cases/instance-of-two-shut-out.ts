import { behindAddress, INSTANCE_GROUP, INSTANCE_ID, ofInstance } from '../behind-address.ts';
import { ORIGIN_FACING } from '../behind-gate.ts';
import { defineCase } from '../case.ts';
import { REGION } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { WEB } from '../staging.ts';

const OTHER = { address: '203.0.113.11', group: 'sg-0bb22cc33dd44ee55' };

/** The second server was set up by hand, in another group. */
export default defineCase({
  id: 'instance-of-two-shut-out',
  story: 'two EC2 instances share the origin’s name; the security group of one lets nobody in',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['origin.example.com'] });
    const staging = behindAddress('firewall', ofInstance(), { limits: { connectMs: 400 } });
    const second = {
      id: 'eni-0second',
      publicIp: OTHER.address,
      instanceId: 'i-0second',
      securityGroups: [OTHER.group],
    };
    return {
      ...staging,
      dns: { ...staging.dns, 'origin.example.com': { a: [WEB, OTHER.address] } },
      origins: [
        ...staging.origins,
        { at: [OTHER.address], serve: tlsOrigin({ chain: [leaf, authority.intermediate] }) },
      ],
      account: {
        ...staging.account,
        networkInterfaces: [ofInstance(), ofInstance(second)],
        securityGroups: [
          { region: REGION, id: INSTANCE_GROUP, name: 'web-2', inbound: [{ port: 22, cidrs: ['198.51.100.7/32'] }] },
          { region: REGION, id: OTHER.group, name: 'web', inbound: [{ port: 443, prefixLists: [ORIGIN_FACING] }] },
        ],
      },
    };
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'security-group-blocks-cloudfront',
    certainty: 'proven',
    notices: ['port-unreachable'],
    says: [
      `Security group ${INSTANCE_GROUP} does not admit CloudFront on port 443`,
      `before instance ${INSTANCE_ID}`,
      `${WEB} alone of the origin's 2 addresses`,
      'now and then',
      `--group-id ${INSTANCE_GROUP}`,
    ],
    neverSays: [OTHER.group],
  },
});
