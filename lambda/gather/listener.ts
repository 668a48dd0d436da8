import type { Action, Listener as Description } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Observation } from '../model/evidence.ts';
import type { Listener, ListenerAction, ListenerState, LoadBalancer } from '../model/load-balancer.ts';
import type { Aws } from './clients.ts';
import { observe, observed } from './observe.ts';

type Certificates = Listener['certificates'];

/** The largest page that ELB gives; a load balancer may have 50 listeners. https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeListeners.html */
const PAGE_SIZE = 400;
const MAX_LISTENER_PAGES = 2;

/** More certificates of one listener than these are left out. By default it has 25 beside its own. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html */
const MAX_CERTIFICATES = 100;

/** Groups that one action can forward to. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html */
const MAX_FORWARDS = 5;

/** A host or path of a redirect. AWS allows 128. https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RedirectActionConfig.html */
const MAX_WORD = 128;

/** What listens on the port that CloudFront dials, with every certificate that it can choose from. */
export async function readListener(
  aws: Aws,
  { arn, region }: LoadBalancer,
  port: number,
  signal: AbortSignal,
): Promise<Observation<ListenerState>> {
  const state = await observe('elasticloadbalancing:DescribeListeners', async () =>
    observed(toListenerState(await describeListeners(aws, region, arn, signal), port)),
  );
  if (state.status !== 'observed' || state.value.kind !== 'found' || !presentsCertificates(state.value.listener)) {
    return state;
  }
  const { listener } = state.value;
  const all = await readCertificateList(aws, region, listener.arn, signal);
  return observed({ kind: 'found', listener: withCertificates(listener, all) });
}

async function describeListeners(aws: Aws, region: string, arn: string, signal: AbortSignal): Promise<Description[]> {
  const { sdk, client } = await aws.elb(region);
  const listeners: Description[] = [];
  let Marker: string | undefined;
  for (let page = 0; page < MAX_LISTENER_PAGES; page++) {
    const command = new sdk.DescribeListenersCommand({ LoadBalancerArn: arn, PageSize: PAGE_SIZE, Marker });
    const answer = await client.send(command, { abortSignal: signal });
    listeners.push(...(answer.Listeners ?? []));
    Marker = answer.NextMarker;
    if (!Marker) break;
  }
  return listeners;
}

type CertificateList = { readonly certificates: Certificates; readonly more: boolean };

async function readCertificateList(
  aws: Aws,
  region: string,
  arn: string,
  signal: AbortSignal,
): Promise<Observation<CertificateList>> {
  return observe('elasticloadbalancing:DescribeListenerCertificates', async () => {
    const { sdk, client } = await aws.elb(region);
    const certificates: Certificates[number][] = [];
    let Marker: string | undefined;
    do {
      const command = new sdk.DescribeListenerCertificatesCommand({ ListenerArn: arn, PageSize: PAGE_SIZE, Marker });
      const answer = await client.send(command, { abortSignal: signal });
      const page = answer.Certificates ?? [];
      for (const { CertificateArn, IsDefault } of page) {
        if (CertificateArn) certificates.push({ arn: CertificateArn, isDefault: IsDefault === true });
      }
      Marker = page.length > 0 ? answer.NextMarker : undefined;
    } while (Marker && certificates.length <= MAX_CERTIFICATES);
    return observed({ certificates, more: Marker !== undefined });
  });
}

/** The listener that takes TCP connections on `port`: UDP and QUIC may share the number and are not what CloudFront dials. */
export function toListenerState(descriptions: readonly Description[], port: number): ListenerState {
  const found = descriptions.find((one) => one.Port === port && !/^(UDP|QUIC|GENEVE)$/.test(one.Protocol ?? ''));
  const listener = found && toListener(found);
  if (listener) return { kind: 'found', listener };
  const others = descriptions.flatMap(({ Port, Protocol }) =>
    Port === undefined ? [] : [{ port: Port, protocol: Protocol ?? 'unknown' }],
  );
  return { kind: 'missing', port, others };
}

/** `DescribeListeners` gives the default certificate only. */
function toListener(description: Description): Listener | undefined {
  const { ListenerArn, Port, Protocol, SslPolicy, Certificates: given, MutualAuthentication } = description;
  const action = toAction(description.DefaultActions);
  if (!ListenerArn || Port === undefined) return undefined;
  const arn = given?.[0]?.CertificateArn;
  return {
    arn: ListenerArn,
    port: Port,
    protocol: Protocol ?? 'unknown',
    ...(SslPolicy && { sslPolicy: SslPolicy }),
    certificates: arn ? [{ arn, isDefault: true }] : [],
    mutualAuthentication: MutualAuthentication?.Mode ?? 'off',
    ...(MutualAuthentication?.IgnoreClientCertificateExpiry && { ignoresClientExpiry: true as const }),
    ...(action && { defaultAction: action }),
  };
}

/**
 * Signing in comes before; forward, redirect or fixed response comes last and answers. Where a redirect leaves a part
 * out, AWS keeps that part of the request. https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Action.html
 */
function toAction(actions: readonly Action[] = []): ListenerAction | undefined {
  const last = actions.toSorted((one, other) => (one.Order ?? 0) - (other.Order ?? 0)).at(-1);
  if (last?.Type === 'forward') return { kind: 'forward', to: forwardsTo(last).slice(0, MAX_FORWARDS) };
  if (last?.Type === 'fixed-response') {
    const status = Number(last.FixedResponseConfig?.StatusCode);
    return Number.isInteger(status) ? { kind: 'fixed-response', status } : undefined;
  }
  if (last?.Type !== 'redirect') return undefined;
  const { Protocol, Host, Port, Path } = last.RedirectConfig ?? {};
  const kept = (word: string | undefined, otherwise: string) => (word ?? otherwise).slice(0, MAX_WORD);
  return {
    kind: 'redirect',
    protocol: kept(Protocol, '#{protocol}'),
    host: kept(Host, '#{host}'),
    port: kept(Port, '#{port}'),
    path: kept(Path, '/#{path}'),
  };
}

/** A group of weight 0 gets nothing. https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroupTuple.html */
function forwardsTo({ ForwardConfig, TargetGroupArn }: Action): string[] {
  const weighted = (ForwardConfig?.TargetGroups ?? []).filter(({ Weight }) => Weight !== 0);
  const arns = weighted.flatMap((group) => group.TargetGroupArn ?? []);
  return arns.length > 0 || !TargetGroupArn ? arns : [TargetGroupArn];
}

function presentsCertificates({ protocol }: Listener): boolean {
  return protocol === 'HTTPS' || protocol === 'TLS';
}

/**
 * Joins the default certificate and the certificate list: default first, each ARN once, since a default that is on the list
 * too comes twice. Where the list could not be read the default still stands, and `certificatesCut` says why it is alone.
 */
export function withCertificates(listener: Listener, list: Observation<CertificateList>): Listener {
  if (list.status !== 'observed') {
    const permission = list.status === 'unavailable' ? list.permission : undefined;
    return { ...listener, certificatesCut: { reason: list.reason, ...(permission && { permission }) } };
  }
  const ordered = [...listener.certificates, ...list.value.certificates].sort(
    (one, other) => Number(other.isDefault) - Number(one.isDefault),
  );
  const isListed = (arn: string) => list.value.certificates.some((one) => one.arn === arn && !one.isDefault);
  const once = ordered
    .filter(({ arn }, index) => ordered.findIndex((other) => other.arn === arn) === index)
    .map((one) => (one.isDefault && isListed(one.arn) ? { ...one, alsoListed: true as const } : one));
  const cut = list.value.more || once.length > MAX_CERTIFICATES;
  return {
    ...listener,
    certificates: once.slice(0, MAX_CERTIFICATES),
    ...(cut && { certificatesCut: { reason: `only the first ${MAX_CERTIFICATES} certificates were read` } }),
  };
}
