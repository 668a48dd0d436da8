import { ORIGIN_FACING, originFacing, SERVICE_GROUP } from '../cloudfront/admission.ts';
import type { DeadEnd, Step } from '../model/finding.ts';
import type { Family, SecurityGroup, SecurityGroups } from '../model/security-group.ts';
import { shellLine } from './shell.ts';

const PREFIX_LISTS = 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/LocationsOfEdgeServers.html';

const VPC_ORIGINS =
  'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html';

/** Stands in commands for the id of CloudFront's list, which the step before prints. */
const PREFIX_LIST_ID = 'PREFIX_LIST_ID';

/** Lets CloudFront, and nobody else, open connections to `port`: a rule in the first of the groups, by the Region's own list. */
export function admitCloudFront(seen: SecurityGroups, family: Family, port = seen.port): Step[] {
  const { region, groups } = seen;
  const [group] = groups;
  if (!group) return [];
  const listId = originFacing(seen, family)?.id;
  const ec2 = (...words: string[]) => shellLine('aws', 'ec2', ...words);
  const permission = {
    IpProtocol: 'tcp',
    FromPort: port,
    ToPort: port,
    PrefixListIds: [{ PrefixListId: listId ?? PREFIX_LIST_ID, Description: 'CloudFront' }],
  };
  const rule = ['--region', region, '--group-id', group.id, '--ip-permissions', JSON.stringify([permission])];
  const ofGroup = ['--region', region, '--filters', `Name=group-id,Values=${group.id}`];
  return [
    ...(listId ? [] : [findList(region, family)]),
    {
      action: `Admit CloudFront's own list on port ${port}. It counts as ${family === 'ipv4' ? '55' : 'several'} rules of the 60 that a group may have by default: where AWS refuses it, make a group for it alone`,
      command: ec2('authorize-security-group-ingress', ...rule),
      undo: ec2('revoke-security-group-ingress', ...rule),
      verify: ec2('describe-security-group-rules', ...ofGroup, '--query', RULES, '--output', 'text'),
      reference: PREFIX_LISTS,
    },
    ...(seen.carriers ? [admitInterfaces(seen, group, port)] : []),
  ];
}

/** Behind a VPC origin one rule does as well: for the group of the interfaces through which CloudFront enters that network. */
function admitInterfaces({ region }: SecurityGroups, { id, vpcId }: SecurityGroup, port: number): Step {
  const named = [`Name=group-name,Values=${SERVICE_GROUP}`, ...(vpcId ? [`Name=vpc-id,Values=${vpcId}`] : [])];
  const printed = ['--query', 'SecurityGroups[].GroupId', '--output', 'text'];
  const find = shellLine(
    'aws',
    'ec2',
    'describe-security-groups',
    '--region',
    region,
    '--filters',
    ...named,
    ...printed,
  );
  const rule = ['--region', region, '--group-id', id, '--protocol', 'tcp', '--port', String(port), '--source-group'];
  return {
    action: `Or admit ${SERVICE_GROUP}, which the interfaces carry through which CloudFront enters that network: one rule in the place of many`,
    command: `${shellLine('aws', 'ec2', 'authorize-security-group-ingress', ...rule)} "$(${find})"`,
    undo: `${shellLine('aws', 'ec2', 'revoke-security-group-ingress', ...rule)} "$(${find})"`,
    reference: VPC_ORIGINS,
  };
}

const RULES = 'SecurityGroupRules[?IsEgress==`false`].[FromPort,ToPort,PrefixListId,CidrIpv4,CidrIpv6]';

function findList(region: string, family: Family): Step {
  const filter = `Name=prefix-list-name,Values=${ORIGIN_FACING[family]}`;
  const id = ['--query', 'PrefixLists[].PrefixListId', '--output', 'text'];
  return {
    action: `Find CloudFront's list in ${region}: its id differs by Region. It prints ${PREFIX_LIST_ID}`,
    command: shellLine('aws', 'ec2', 'describe-managed-prefix-lists', '--region', region, '--filters', filter, ...id),
  };
}

/** It works, at a price that nobody who is woken at night sees. */
export const OPEN_TO_THE_WORLD: DeadEnd = {
  tempting: 'Opening the port to 0.0.0.0/0',
  why: "It lets everybody walk past CloudFront and its WAF. CloudFront's own list admits CloudFront alone.",
};
