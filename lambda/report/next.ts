import type { Diagnosis } from '../model/diagnosis.ts';
import type { Evidence } from '../model/evidence.ts';
import type { Step } from '../model/finding.ts';
import type { LoadBalancer } from '../model/load-balancer.ts';
import type { Section } from './assemble.ts';
import { listed } from './layout.ts';
import { shifted } from './moments.ts';
import { stepBlock } from './remedy.ts';

/** Values of `x-edge-detailed-result-type`. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html */
const WAY_TO_ORIGIN = ['OriginConnectError', 'OriginDnsError', 'OriginCommError'];

/** The addresses that CloudFront dials origins from. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/LocationsOfEdgeServers.html */
const ORIGIN_FACING = 'com.amazonaws.global.cloudfront.origin-facing';

/** Minutes before the alarm from which metrics are worth reading. */
const BEFORE_MINUTES = 60;

/** Load balancers worth a command of their own. */
const MAX_LOAD_BALANCERS = 2;

/** Where to look when the way to the origin shows no fault, or not enough was seen: commands with this incident's names. */
export function whereNext(diagnosis: Diagnosis, evidence: Evidence): Section {
  const steps = [
    ...unanswered(evidence),
    ...remembered(diagnosis),
    ...viewerErrors(diagnosis),
    ...loadBalancersOf(evidence)
      .filter((one) => !isCounted(one, evidence))
      .slice(0, MAX_LOAD_BALANCERS)
      .map((one) => ownErrors(one, diagnosis)),
    ...(loadBalancersOf(evidence).length > 0 ? [] : [originLogs(evidence)]),
    ...edgeCode(evidence),
    ...edgeLogs(evidence),
  ];
  return { heading: 'WHERE TO LOOK NEXT', blocks: steps.map(stepBlock), rank: 3.5, airy: true };
}

/** Silence to us may be a firewall that knows CloudFront alone. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/LocationsOfEdgeServers.html */
function unanswered({ origins }: Evidence): Step[] {
  const silent = origins.flatMap(({ observations: { handshakes } }) =>
    handshakes.status === 'observed'
      ? handshakes.value.dials.filter(
          ({ outcome, closedToUs }) => (outcome.kind === 'timed-out' || outcome.kind === 'unreachable') && !closedToUs,
        )
      : [],
  );
  if (silent.length === 0) return [];
  const where = listed([...new Set(silent.map(({ target }) => target.address))], 3);
  return [
    {
      action: `See whether the firewall before ${where} admits CloudFront's addresses, which this list holds; us it did not answer`,
      command: `aws ec2 describe-managed-prefix-lists --region us-east-1 --filters Name=prefix-list-name,Values=${ORIGIN_FACING}`,
    },
  ];
}

/** Where nothing is wrong now, viewers may be getting what was wrong before. */
function remembered({ notices }: Diagnosis): readonly Step[] {
  return notices.filter(({ ruleId }) => ruleId === 'error-cached-long').flatMap(({ remedy }) => remedy);
}

function viewerErrors(diagnosis: Diagnosis): Step[] {
  const { subject } = diagnosis;
  if (subject.kind !== 'distribution' || !/^[A-Z0-9]{1,40}$/.test(subject.id)) return [];
  const dimensions = `Name=DistributionId,Value=${subject.id} Name=Region,Value=Global`;
  return [
    {
      action: 'See whether errors go on, and when they began',
      command: metric('us-east-1', 'AWS/CloudFront', '5xxErrorRate', dimensions, 'Average', diagnosis),
    },
  ];
}

function ownErrors({ arn, region }: LoadBalancer, diagnosis: Diagnosis): Step {
  const dimensions = `Name=LoadBalancer,Value=${arn.split(':loadbalancer/')[1] ?? ''}`;
  return {
    action:
      'Ask the load balancer how many 5xx its targets sent; for its own, ask again with HTTPCode_ELB_5XX_Count instead',
    command: metric(region, 'AWS/ApplicationELB', 'HTTPCode_Target_5XX_Count', dimensions, 'Sum', diagnosis),
  };
}

function metric(
  region: string,
  namespace: string,
  name: string,
  dimensions: string,
  statistic: string,
  { alarm, examinedAt }: Diagnosis,
): string {
  const start = shifted(alarm?.changedAt ?? examinedAt, -BEFORE_MINUTES) ?? '';
  return [
    `aws cloudwatch get-metric-statistics --region ${region} --namespace ${namespace} --metric-name ${name}`,
    `--dimensions ${dimensions} --start-time ${start} --end-time ${shifted(examinedAt, 0) ?? ''}`,
    `--period 60 --statistics ${statistic} --output table`,
  ].join(' ');
}

/** Application load balancers that were seen and whose names can stand in a shell line. */
function loadBalancersOf({ origins }: Evidence): LoadBalancer[] {
  const seen = origins.flatMap(({ observations: { loadBalancer } }) =>
    loadBalancer.status === 'observed' ? [loadBalancer.value] : [],
  );
  const fit = seen.filter(
    ({ arn, region, type }) =>
      type === 'application' && /^arn:[\w:/-]+:loadbalancer\/[\w/-]{1,120}$/.test(arn) && /^[a-z0-9-]+$/.test(region),
  );
  return [...new Map(fit.map((one) => [one.arn, one])).values()];
}

/** Whether its own metrics were read: then the part on when and how much tells of them. */
function isCounted({ arn }: LoadBalancer, { origins }: Evidence): boolean {
  return origins.some(
    ({ observations: { loadBalancer, balancerCounts } }) =>
      loadBalancer.status === 'observed' &&
      loadBalancer.value.arn === arn &&
      balancerCounts?.status === 'observed' &&
      Object.keys(balancerCounts.value.series).length > 0,
  );
}

function originLogs({ origins }: Evidence): Step {
  const names = listed(
    origins.map(({ origin }) => origin.domainName),
    3,
  );
  const of = names === '' ? 'the origins' : names;
  const asked = origins.some(({ observations: { answer } }) => answer.status === 'observed');
  const why = asked ? ': one answer to us says nothing about the others' : hungUp(origins);
  return { action: `Read the logs of ${of} for the time of the errors${why}` };
}

/**
 * Where we could not see what is served: a client that refuses a certificate ends the connection, in the handshake or right after it.
 * https://www.rfc-editor.org/rfc/rfc8446#section-4.4.2.4
 */
function hungUp(origins: Evidence['origins']): string {
  const overTls = origins.some(({ origin: { connection } }) =>
    connection.type === 's3' ? false : connection.protocolPolicy !== 'http-only',
  );
  return overTls ? `. ${HUNG_UP}` : '';
}

const HUNG_UP =
  'A connection that CloudFront itself ends in the handshake, or right after it and without a request, means that it turned the certificate down: look at its names and its chain';

/** Code at the edge answers 502 and 503 of its own when it fails. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-503-service-unavailable.html */
function edgeCode({ distribution, observations }: Evidence): Step[] {
  if (distribution.status !== 'observed' || observations?.edgeErrors?.status === 'observed') return [];
  const paths = distribution.value.behaviors.filter(({ edgeFunctions }) => edgeFunctions.length > 0);
  if (paths.length === 0) return [];
  const where = listed(
    paths.map(({ pathPattern }) => pathPattern),
    3,
  );
  return [{ action: `Look at the errors of the edge functions on ${where}: when they fail, viewers get 502 or 503` }];
}

function edgeLogs({ subject }: Evidence): Step[] {
  if (subject.kind !== 'distribution') return [];
  const action =
    `In CloudFront's access logs, read x-edge-detailed-result-type of the 5xx lines: ${WAY_TO_ORIGIN.join(', ')} ` +
    'mean the way to the origin, other values the answers of the origin or of edge functions';
  return [{ action }];
}
