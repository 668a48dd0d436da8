import * as v from 'valibot';
import { AwsError, CommonError } from '../errors.ts';
import type { ListenerFixture, LoadBalancerFixture } from '../fixture/load-balancer.ts';
import { type Page, pageOf } from '../pages.ts';
import { type Context, type Operation, operation, type Service } from '../service.ts';
import type { Answer } from '../wire/protocol.ts';
import { queryProtocol } from '../wire/query.ts';
import type { Wire } from '../wire/value.ts';
import { certificatesOf, listenerOf, loadBalancerOf } from './answers.ts';
import { listenerArnOf, loadBalancerArnOf } from './names.ts';
import { SSL_POLICIES, sslPolicyOf } from './ssl-policies.ts';
import { type PlacedGroup, targetGroupOf, targetGroupsOf, targetHealthOf } from './targets.ts';

const ARN = v.pipe(v.string(), v.startsWith('arn:'));
const PAGING = {
  Marker: v.optional(v.string()),
  PageSize: v.optional(v.pipe(v.string(), v.regex(/^\d{1,3}$/), v.toNumber(), v.minValue(1), v.maxValue(400))),
};

type Placed = { readonly balancer: LoadBalancerFixture; readonly listener: ListenerFixture };
type Paging = { readonly Marker?: string | undefined; readonly PageSize?: number | undefined };

function cut<T>(items: readonly T[], { Marker, PageSize }: Paging, { fixture }: Context): Page<T> {
  return pageOf(items, { asked: PageSize, usual: 400, limit: fixture.pageSize, token: Marker });
}

function balancersHere({ fixture, region }: Context): readonly LoadBalancerFixture[] {
  return (fixture.loadBalancers ?? []).filter((balancer) => balancer.region === region);
}

function listenersHere(context: Context): readonly Placed[] {
  return balancersHere(context).flatMap((balancer) =>
    (balancer.listeners ?? []).map((listener) => ({ balancer, listener })),
  );
}

const describeLoadBalancers = operation({
  input: v.strictObject({
    LoadBalancerArns: v.optional(v.pipe(v.array(ARN), v.maxLength(20))),
    Names: v.optional(v.array(v.string())),
    ...PAGING,
  }),
  answer: ({ LoadBalancerArns: arns, Names: names, ...paging }, context): Answer => {
    if (!arns && !names) throw new CommonError('denied', 'the responder must never list an account');
    if (arns && names) throw new CommonError('invalid', 'Load balancer names and ARNs cannot both be specified');
    const keyOf = (one: LoadBalancerFixture) => (names ? one.name : loadBalancerArnOf(one, context));
    const found = balancersHere(context).filter((one) => (names ?? arns)?.includes(keyOf(one)));
    const missing = (names ?? arns ?? []).filter((key) => !found.some((one) => keyOf(one) === key));
    if (missing.length > 0) throw notFound('LoadBalancer', `Load balancers '[${missing.join(', ')}]' not found`);
    const { items, next } = cut(found, paging, context);
    return { value: { LoadBalancers: items.map((one) => loadBalancerOf(one, context)), NextMarker: next } };
  },
});

const describeListeners = operation({
  input: v.strictObject({
    LoadBalancerArn: v.optional(ARN),
    ListenerArns: v.optional(v.array(ARN)),
    ...PAGING,
  }),
  answer: ({ LoadBalancerArn, ListenerArns, ...paging }, context): Answer => {
    if (!LoadBalancerArn === !ListenerArns) {
      throw new CommonError('invalid', 'You must specify either listener ARNs or a load balancer ARN');
    }
    const found = LoadBalancerArn ? listenersOf(LoadBalancerArn, context) : listenersNamed(ListenerArns ?? [], context);
    const { items, next } = cut(found, paging, context);
    const listeners = items.map(({ balancer, listener }): Wire => listenerOf(balancer, listener, context));
    return { value: { Listeners: listeners, NextMarker: next } };
  },
});

const describeListenerCertificates = operation({
  input: v.strictObject({ ListenerArn: ARN, ...PAGING }),
  answer: ({ ListenerArn, ...paging }, context): Answer => {
    const certificates = listenersNamed([ListenerArn], context).flatMap(({ listener }) => certificatesOf(listener));
    const { items, next } = cut(certificates, paging, context);
    return { value: { Certificates: items, NextMarker: next } };
  },
});

const describeSSLPolicies = operation({
  input: v.strictObject({
    Names: v.optional(v.array(v.string())),
    LoadBalancerType: v.optional(v.picklist(['application', 'network', 'gateway'])),
    ...PAGING,
  }),
  answer: ({ Names: names, LoadBalancerType: _type, ...paging }, context): Answer => {
    if (!names) throw new CommonError('denied', 'the responder must never list an account');
    const missing = names.filter((name) => !SSL_POLICIES.some((policy) => policy.name === name));
    if (missing.length > 0) throw notFound('SSLPolicy', `SSL policy '${missing.join(', ')}' not found`);
    const found = SSL_POLICIES.filter(({ name }) => names.includes(name));
    const { items, next } = cut(found, paging, context);
    return { value: { SslPolicies: items.map(sslPolicyOf), NextMarker: next } };
  },
});

const describeTargetGroups = operation({
  input: v.strictObject({ LoadBalancerArn: v.optional(ARN), TargetGroupArns: v.optional(v.array(ARN)), ...PAGING }),
  answer: ({ LoadBalancerArn, TargetGroupArns, ...paging }, context): Answer => {
    if (!LoadBalancerArn && !TargetGroupArns)
      throw new CommonError('denied', 'the responder must never list an account');
    const found = groupsHere(context).filter(({ arn, balancer }) =>
      TargetGroupArns ? TargetGroupArns.includes(arn) : loadBalancerArnOf(balancer, context) === LoadBalancerArn,
    );
    if (found.length === 0) throw notFound('TargetGroup', 'One or more target groups not found');
    const { items, next } = cut(found, paging, context);
    return { value: { TargetGroups: items.map((one) => targetGroupOf(one, context)), NextMarker: next } };
  },
});

const describeTargetHealth = operation({
  input: v.strictObject({ TargetGroupArn: ARN }),
  answer: ({ TargetGroupArn }, context): Answer => {
    const found = groupsHere(context).find(({ arn }) => arn === TargetGroupArn);
    if (!found) throw notFound('TargetGroup', 'One or more target groups not found');
    return { value: { TargetHealthDescriptions: targetHealthOf(found) } };
  },
});

function groupsHere(context: Context): readonly PlacedGroup[] {
  return balancersHere(context).flatMap((balancer) => targetGroupsOf(balancer, context));
}

function listenersOf(loadBalancerArn: string, context: Context): readonly Placed[] {
  if (!balancersHere(context).some((one) => loadBalancerArnOf(one, context) === loadBalancerArn)) {
    throw notFound('LoadBalancer', 'One or more load balancers not found');
  }
  return listenersHere(context).filter(({ balancer }) => loadBalancerArnOf(balancer, context) === loadBalancerArn);
}

function listenersNamed(arns: readonly string[], context: Context): readonly Placed[] {
  const arnOf = ({ balancer, listener }: Placed) => listenerArnOf(balancer, listener, context);
  const found = listenersHere(context).filter((placed) => arns.includes(arnOf(placed)));
  if (found.length < new Set(arns).size) throw notFound('Listener', 'One or more listeners not found');
  return found;
}

function notFound(what: string, message: string): AwsError {
  return new AwsError([`${what}NotFound`, 400], message);
}

const OPERATIONS: ReadonlyMap<string, Operation> = new Map([
  ['DescribeLoadBalancers', describeLoadBalancers],
  ['DescribeListeners', describeListeners],
  ['DescribeListenerCertificates', describeListenerCertificates],
  ['DescribeSSLPolicies', describeSSLPolicies],
  ['DescribeTargetGroups', describeTargetGroups],
  ['DescribeTargetHealth', describeTargetHealth],
]);

/** Elastic Load Balancing, API version 2015-12-01: application and network load balancers. */
export const ELB: Service = {
  scope: 'elasticloadbalancing',
  name: 'elasticloadbalancing',
  protocol: queryProtocol('http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/', '2015-12-01'),
  operations: OPERATIONS,
};
