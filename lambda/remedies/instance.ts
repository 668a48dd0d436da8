import type { Step } from '../model/finding.ts';
import type { Instance } from '../model/instance.ts';
import { shellLine } from './shell.ts';

const ELASTIC_IP = 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/elastic-ip-addresses-eip.html';

const TEXT = ['--output', 'text'];

const ec2 = (...words: readonly string[]) => shellLine('aws', 'ec2', ...words);

/** Starts a stopped instance. */
export function startInstance({ id, region }: Pick<Instance, 'id' | 'region'>): Step {
  const named = ['--region', region, '--instance-ids', id];
  const state = ['--query', 'Reservations[].Instances[].State.Name', ...TEXT];
  return {
    action: 'Start it, and see that its server starts with it. Where somebody stopped it on purpose, ask first',
    command: ec2('start-instances', ...named),
    verify: ec2('describe-instances', ...named, ...state),
    undo: ec2('stop-instances', ...named),
    reference: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Stop_Start.html',
  };
}

/** Shows the instances of a Region with their present addresses, so that a reader finds the right one. */
export function listInstances(region: string): Step {
  const columns = 'Reservations[].Instances[].[InstanceId,State.Name,PublicIpAddress,Tags[?Key==`Name`]|[0].Value]';
  return {
    action: `Find the instance that is meant, and whether it runs, in ${region}`,
    command: ec2('describe-instances', '--region', region, '--query', columns, ...TEXT),
  };
}

/** Gives an instance an address that stays its own: a new Elastic IP address, or the one that it had. */
export function keepAddress(region: string, held?: string): Step {
  const find = held
    ? ec2(
        'describe-addresses',
        '--region',
        region,
        '--public-ips',
        held,
        '--query',
        'Addresses[].AllocationId',
        ...TEXT,
      )
    : ec2('allocate-address', '--region', region, '--query', 'AllocationId', ...TEXT);
  const associate = ['--instance-id', 'INSTANCE_ID', '--allocation-id'];
  return {
    action: held
      ? `Give ${held} to the instance that is meant to have it, where it is an Elastic IP address of yours (write its id in the place of INSTANCE_ID)`
      : 'Else give it a new Elastic IP address, which stays when it is stopped',
    command: `${ec2('associate-address', '--region', region, ...associate)} "$(${find})"`,
    reference: ELASTIC_IP,
  };
}
