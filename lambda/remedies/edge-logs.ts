import type { EdgeFailing } from '../edge-failing.ts';
import type { Step } from '../model/finding.ts';
import { shellLine } from './shell.ts';

const EDGE_LOGS = 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-functions-logs.html';

/** Log groups worth a command of their own. */
const MAX_GROUPS = 3;

/** What the code, or CloudFront of its answer, logged since the errors began. */
export function readEdgeLogs(failing: EdgeFailing, distributionId: string): Step[] {
  const isLambda = failing.kind === 'lambda-at-edge';
  const where = isLambda
    ? 'it is kept in the Region where the function ran, near the viewers: try theirs in the place of us-east-1'
    : 'it holds what the function prints, and its errors';
  return logGroups(failing, distributionId)
    .slice(0, MAX_GROUPS)
    .map((group) => ({
      action: `Read ${isLambda && failing.how === 'validation' ? 'what CloudFront says of the rejected answers' : "the function's log"}; ${where}`,
      command: shellLine('aws', 'logs', 'tail', group, '--region', 'us-east-1', '--since', failing.since),
      reference: EDGE_LOGS,
    }));
}

/** A replica logs under the Region that it was made in. */
function logGroups({ kind, how, arns }: EdgeFailing, distributionId: string): string[] {
  if (kind === 'cloudfront-function') return arns.map((arn) => `/aws/cloudfront/function/${functionName(arn)}`);
  if (how === 'validation') return [`/aws/cloudfront/LambdaEdge/${distributionId}`];
  return arns.map((arn) => `/aws/lambda/us-east-1.${functionName(arn)}`);
}

/** `router` of `arn:aws:cloudfront::111122223333:function/router`, `edge` of `arn:aws:lambda:us-east-1:111122223333:function:edge:3`. */
export function functionName(arn: string): string {
  return /:function[/:]([A-Za-z0-9-_]{1,64})/.exec(arn)?.[1] ?? arn;
}

/** Back to the code that ran before. */
export function takeBack({ kind, arns }: EdgeFailing): Step {
  const [arn = ''] = arns;
  if (kind === 'cloudfront-function') {
    return {
      action: 'If it was published lately, publish the code before it again. When that was',
      command: shellLine('aws', 'cloudfront', 'describe-function', '--name', functionName(arn), '--stage', 'LIVE'),
    };
  }
  const name = functionName(arn);
  return {
    action: `If a new version was attached lately, attach the one before it again (${name} is at version ${arn.split(':').at(-1)}). When each was made`,
    command: shellLine(
      ...['aws', 'lambda', 'list-versions-by-function', '--region', 'us-east-1', '--function-name', name],
      ...['--query', 'Versions[].[Version,LastModified,Description]', '--output', 'table'],
    ),
  };
}
