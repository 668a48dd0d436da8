import * as v from 'valibot';
import { AwsError, CommonError } from '../errors.ts';
import type { ClassicFixture } from '../fixture/classic.ts';
import { hexOf, MADE_AT } from '../names.ts';
import { pageOf } from '../pages.ts';
import { type Context, type Operation, operation, type Service } from '../service.ts';
import type { Answer } from '../wire/protocol.ts';
import { queryProtocol } from '../wire/query.ts';
import type { Wire } from '../wire/value.ts';

const PAGE_SIZE = v.optional(v.pipe(v.string(), v.regex(/^\d{1,3}$/), v.toNumber(), v.minValue(1), v.maxValue(400)));

const describeLoadBalancers = operation({
  input: v.strictObject({
    LoadBalancerNames: v.optional(v.array(v.string())),
    Marker: v.optional(v.string()),
    PageSize: PAGE_SIZE,
  }),
  answer: ({ LoadBalancerNames: names, Marker, PageSize }, context): Answer => {
    if (!names) throw new CommonError('denied', 'the responder must never list an account');
    const here = (context.fixture.classicLoadBalancers ?? []).filter(({ region }) => region === context.region);
    const missing = names.find((name) => !here.some((one) => one.name === name));
    if (missing)
      throw new AwsError(['LoadBalancerNotFound', 400], `There is no ACTIVE Load Balancer named '${missing}'`);
    const found = here.filter(({ name }) => names.includes(name));
    const { items, next } = pageOf(found, {
      asked: PageSize,
      usual: 400,
      limit: context.fixture.pageSize,
      token: Marker,
    });
    return { value: { LoadBalancerDescriptions: items.map((one) => descriptionOf(one, context)), NextMarker: next } };
  },
});

/** https://docs.aws.amazon.com/elasticloadbalancing/2012-06-01/APIReference/API_LoadBalancerDescription.html */
function descriptionOf(one: ClassicFixture, { accountId }: Context): Wire {
  const { name, region, scheme = 'internet-facing', listeners = [], securityGroups, healthCheck = 'HTTP:80/' } = one;
  const zones = ['a', 'b'].map((letter) => `${region}${letter}`);
  return {
    LoadBalancerName: name,
    DNSName: classicDnsName(one),
    CanonicalHostedZoneName: classicDnsName(one),
    CanonicalHostedZoneNameID: `Z${hexOf(region, 13).toUpperCase()}`,
    ListenerDescriptions: listeners.map((listener) => ({ Listener: listenerOf(listener), PolicyNames: [] })),
    Policies: { AppCookieStickinessPolicies: [], LBCookieStickinessPolicies: [], OtherPolicies: [] },
    BackendServerDescriptions: [],
    AvailabilityZones: zones,
    Subnets: zones.map((zone) => `subnet-${hexOf(zone, 17)}`),
    VPCId: `vpc-${hexOf(region, 17)}`,
    Instances: instancesOf(one).map(({ InstanceId }) => ({ InstanceId })),
    HealthCheck: { Target: healthCheck, Interval: 30, Timeout: 5, UnhealthyThreshold: 2, HealthyThreshold: 10 },
    SourceSecurityGroup: { OwnerAlias: accountId, GroupName: 'default' },
    SecurityGroups: securityGroups ?? [`sg-${hexOf(`${region} ${name}`, 17)}`],
    CreatedTime: MADE_AT,
    Scheme: scheme,
  };
}

/** https://docs.aws.amazon.com/elasticloadbalancing/2012-06-01/APIReference/API_DescribeInstanceHealth.html */
const describeInstanceHealth = operation({
  input: v.strictObject({
    LoadBalancerName: v.string(),
    Instances: v.optional(v.array(v.strictObject({ InstanceId: v.string() }))),
  }),
  answer: ({ LoadBalancerName: name, Instances }, context): Answer => {
    const found = (context.fixture.classicLoadBalancers ?? []).find(
      (one) => one.region === context.region && one.name === name,
    );
    if (!found) throw new AwsError(['LoadBalancerNotFound', 400], `There is no ACTIVE Load Balancer named '${name}'`);
    const asked = Instances?.map(({ InstanceId }) => InstanceId);
    return { value: { InstanceStates: instancesOf(found).filter((one) => !asked || asked.includes(one.InstanceId)) } };
  },
});

/** `InstanceState`s. */
function instancesOf({ instances = [], unfit = [] }: ClassicFixture) {
  return [
    ...instances.map((id) => ({ InstanceId: id, State: 'InService', ReasonCode: 'N/A', Description: 'N/A' })),
    ...unfit.map(({ id, description }) => ({
      InstanceId: id,
      State: 'OutOfService',
      ReasonCode: 'Instance',
      Description: description,
    })),
  ];
}

function listenerOf(listener: NonNullable<ClassicFixture['listeners']>[number]): Wire {
  const { port, protocol = 'HTTPS', instancePort = 80, instanceProtocol = 'HTTP', certificateArn } = listener;
  return {
    Protocol: protocol,
    LoadBalancerPort: port,
    InstanceProtocol: instanceProtocol,
    InstancePort: instancePort,
    SSLCertificateId: certificateArn,
  };
}

/** `name-1234567890.region.elb.amazonaws.com`, with `internal-` before it for an internal one. */
function classicDnsName({ region, name, scheme, dnsName }: ClassicFixture): string {
  const digits = BigInt(`0x${hexOf(`classic ${region} ${name}`, 16)}`)
    .toString()
    .slice(0, 10);
  return dnsName ?? `${scheme === 'internal' ? 'internal-' : ''}${name}-${digits}.${region}.elb.amazonaws.com`;
}

const OPERATIONS: ReadonlyMap<string, Operation> = new Map([
  ['DescribeLoadBalancers', describeLoadBalancers],
  ['DescribeInstanceHealth', describeInstanceHealth],
]);

const VERSION = '2012-06-01';

/** Elastic Load Balancing, API version 2012-06-01: classic load balancers. The version alone tells it from the other. */
export const CLASSIC_ELB: Service = {
  scope: 'elasticloadbalancing',
  name: 'elasticloadbalancing',
  version: VERSION,
  protocol: queryProtocol(`http://elasticloadbalancing.amazonaws.com/doc/${VERSION}/`, VERSION),
  operations: OPERATIONS,
};
