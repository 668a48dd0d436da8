import type { ContinuousDeploymentPolicy } from '@aws-sdk/client-cloudfront';
import type { Deployment } from '../model/deployment.ts';
import type { Distribution } from '../model/distribution.ts';
import type { Observation } from '../model/evidence.ts';
import type { Aws } from './clients.ts';
import { isError, notApplicable, observe, observed, unavailable } from './observe.ts';

/** Names of staging distributions that are kept; a policy has one. https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_StagingDistributionDnsNames.html */
const MAX_NAMES = 5;

/** What the distribution's continuous deployment policy says; asked only where it has one. */
export async function readDeployment(
  aws: Aws,
  { deploymentPolicyId: Id }: Distribution,
  signal: AbortSignal,
): Promise<Observation<Deployment>> {
  if (!Id) return notApplicable('no continuous deployment policy is attached');
  return observe('cloudfront:GetContinuousDeploymentPolicy', async () => {
    const { sdk, client } = await aws.cloudfront();
    const command = new sdk.GetContinuousDeploymentPolicyCommand({ Id });
    try {
      const { ContinuousDeploymentPolicy: policy } = await client.send(command, { abortSignal: signal });
      return toDeployment(policy);
    } catch (error) {
      if (!isError(error, 'NoSuchContinuousDeploymentPolicy')) throw error;
      return notApplicable(`continuous deployment policy ${Id} does not exist`);
    }
  });
}

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ContinuousDeploymentPolicyConfig.html */
export function toDeployment(policy: ContinuousDeploymentPolicy | undefined): Observation<Deployment> {
  const config = policy?.ContinuousDeploymentPolicyConfig;
  if (!config) return unavailable('cloudfront:GetContinuousDeploymentPolicy answered without the policy');
  const names = config.StagingDistributionDnsNames?.Items ?? [];
  return observed({
    enabled: config.Enabled ?? false,
    staging: names.slice(0, MAX_NAMES).map((name) => name.toLowerCase()),
    sends: toSends(config.TrafficConfig),
  });
}

/** `Weight` is a share of one. https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ContinuousDeploymentSingleWeightConfig.html */
function toSends(
  traffic: NonNullable<ContinuousDeploymentPolicy['ContinuousDeploymentPolicyConfig']>['TrafficConfig'],
): Deployment['sends'] {
  if (traffic?.Type === 'SingleWeight') {
    return { kind: 'share', percent: Math.round((traffic.SingleWeightConfig?.Weight ?? 0) * 1_000) / 10 };
  }
  const name = traffic?.Type === 'SingleHeader' ? traffic.SingleHeaderConfig?.Header : undefined;
  return name ? { kind: 'header', name: name.slice(0, 256) } : { kind: 'nothing' };
}
