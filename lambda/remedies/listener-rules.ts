import type { Step } from '../model/finding.ts';
import type { Listener } from '../model/load-balancer.ts';
import { shellLine } from './shell.ts';

const RULES = 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html';
const COLUMNS = 'Rules[].{Priority:Priority,When:Conditions,Then:Actions}';

/** The rules of a listener, in order; the last is its default. */
export function showRules({ arn }: Listener, region: string, action: string): Step {
  const words = ['--region', region, '--listener-arn', arn, '--query', COLUMNS];
  return { action, command: shellLine('aws', 'elbv2', 'describe-rules', ...words), reference: RULES };
}
