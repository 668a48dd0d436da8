import { Stack, Token, Validations } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Grant } from '../lambda/contract.ts';

const ANY_MAY_FAIL =
  'Read only; which distribution, policy or certificate is concerned is known only when its alarm fires.';
const NO_RESOURCE =
  'Read only; the service supports no narrower resource for these actions, or hides what is asked for behind one.';
const OWN_ONLY = 'Schedules of its own group alone; each is named when an incident opens.';

/** The statements that allow exactly these grants. `fill` has a resource for each placeholder beside partition and account. */
export function statementsOf(
  scope: Construct,
  grants: readonly Grant[],
  fill: Readonly<Record<string, string>> = {},
): PolicyStatement[] {
  const { partition, account } = Stack.of(scope);
  const values: Readonly<Record<string, string>> = { ...fill, '{partition}': partition, '{account}': account };
  return [...byResource(grants)].map(([resource, actions]) => {
    const filled = Object.entries(values).reduce((text, [name, value]) => text.replace(name, value), resource);
    if (filled.includes('*')) acknowledge(scope, resource, fill);
    return new PolicyStatement({ actions, resources: [filled] });
  });
}

/** For apps that run cdk-nag (AwsSolutions): why these reads are as wide as they are. */
function acknowledge(scope: Construct, resource: string, fill: Readonly<Record<string, string>>): void {
  const { account, partition } = Stack.of(scope);
  const own = Object.entries(fill).filter(([name]) => resource.includes(name));
  const named = own
    .reduce((text, [name, value]) => text.replace(name, value), resource)
    .replaceAll(partition, '<AWS::Partition>')
    .replace('{partition}', '<AWS::Partition>')
    .replace('{account}', Token.isUnresolved(account) ? '<AWS::AccountId>' : account);
  const known = own.length > 0 ? OWN_ONLY : ANY_MAY_FAIL;
  const reason = resource === '*' ? NO_RESOURCE : known;
  Validations.of(scope).acknowledge({ id: `AwsSolutions::AwsSolutions-IAM5[Resource::${named}]`, reason });
}

function byResource(grants: readonly Grant[]): Map<string, string[]> {
  const grouped = new Map<string, string[]>();
  for (const { resource, action } of grants) grouped.set(resource, [...(grouped.get(resource) ?? []), action]);
  return grouped;
}
