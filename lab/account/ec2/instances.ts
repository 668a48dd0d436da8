import * as v from 'valibot';
import { AwsError, CommonError } from '../errors.ts';
import type { InstanceFixture } from '../fixture/instance.ts';
import { hexOf } from '../names.ts';
import { type Context, operation } from '../service.ts';
import type { Answer } from '../wire/protocol.ts';
import { NamedItems, type Wire } from '../wire/value.ts';

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceState.html */
const CODES: Readonly<Record<InstanceFixture['state'] & string, number>> = {
  pending: 0,
  running: 16,
  'shutting-down': 32,
  terminated: 48,
  stopping: 64,
  stopped: 80,
};

/** Instances by their ids; the first that is not there fails the whole. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstances.html */
export const describeInstances = operation({
  input: v.strictObject({ InstanceId: v.optional(v.array(v.pipe(v.string(), v.startsWith('i-')))) }),
  answer: ({ InstanceId: ids }, context): Answer => {
    if (!ids) throw new CommonError('denied', 'the responder must never list an account');
    const here = instancesIn(context);
    const missing = ids.find((id) => !here.some((one) => one.id === id));
    if (missing) throw new AwsError(['InvalidInstanceID.NotFound', 400], `The instance ID '${missing}' does not exist`);
    const found = here.filter(({ id }) => ids.includes(id));
    return {
      value: {
        reservationSet: new NamedItems(
          'item',
          found.map((one) => reservationOf(one, context)),
        ),
      },
    };
  },
});

/** Those that the fixture names, and one that runs for each network interface with an instance that it does not. */
function instancesIn({ fixture, region }: Context): readonly InstanceFixture[] {
  const own = (fixture.instances ?? []).filter((one) => one.region === region);
  const held = (fixture.networkInterfaces ?? []).filter((one) => one.region === region);
  const others = held.flatMap(({ instanceId, ...one }) =>
    instanceId && !own.some(({ id }) => id === instanceId)
      ? [{ region, id: instanceId, vpcId: one.vpcId, subnetId: one.subnetId, securityGroups: one.securityGroups }]
      : [],
  );
  return [...own, ...others];
}

function reservationOf(one: InstanceFixture, { accountId }: Context): Wire {
  return {
    reservationId: `r-${hexOf(one.id, 17)}`,
    ownerId: accountId,
    groupSet: items([]),
    instancesSet: items([instanceOf(one)]),
  };
}

/** `Instance`, in the spelling of the wire. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Instance.html */
function instanceOf({ region, id, state = 'running', reason = '', ...one }: InstanceFixture): Wire {
  return {
    ...MACHINE,
    ...placeOf({ region, id, ...one }),
    instanceId: id,
    imageId: 'ami-0a1b2c3d4e5f60718',
    instanceState: { code: CODES[state], name: state },
    privateDnsName: `ip-10-0-1-23.${region}.compute.internal`,
    dnsName: '',
    reason,
    instanceType: 't4g.small',
    launchTime: new Date('2025-06-01T09:00:00Z'),
    ...(reason && {
      stateReason: { code: 'Client.UserInitiatedShutdown', message: `Client.UserInitiatedShutdown: ${reason}` },
    }),
    tagSet: items([{ key: 'Name', value: 'web' }]),
  };
}

/** What every instance has. */
const MACHINE: Readonly<Record<string, Wire>> = {
  amiLaunchIndex: 0,
  architecture: 'arm64',
  rootDeviceType: 'ebs',
  rootDeviceName: '/dev/xvda',
  virtualizationType: 'hvm',
  hypervisor: 'xen',
  monitoring: { state: 'disabled' },
  ebsOptimized: true,
  sourceDestCheck: true,
};

function placeOf({ region, id, ...one }: InstanceFixture): Readonly<Record<string, Wire>> {
  const groups = one.securityGroups ?? [`sg-${hexOf(`${region} ${id}`, 17)}`];
  return {
    placement: { availabilityZone: `${region}a`, groupName: '', tenancy: 'default' },
    subnetId: one.subnetId ?? `subnet-${hexOf(`${region}a`, 17)}`,
    vpcId: one.vpcId ?? `vpc-${hexOf(region, 17)}`,
    privateIpAddress: '10.0.1.23',
    groupSet: items(groups.map((groupId) => ({ groupId, groupName: `group-${groupId.slice(-4)}` }))),
  };
}

function items(list: readonly Wire[]): NamedItems {
  return new NamedItems('item', list);
}
