import { App } from 'aws-cdk-lib';
import { REGION, readConfig } from '../lib/config.ts';
import { ConfigError } from '../lib/context.ts';
import { MemberStack } from '../lib/member-stack.ts';
import { ResponderStack } from '../lib/responder-stack.ts';

/** The CDK app: context → typed config → the stack, or the role that lets it into another account. A wrong context value is one sentence, not a stack trace. */
try {
  const app = new App();
  const config = readConfig(app.node.getAllContext());
  const env = { account: process.env.CDK_DEFAULT_ACCOUNT, region: REGION };
  const { responderRoleArn, members } = config;
  if (responderRoleArn === undefined) new ResponderStack(app, 'OriginResponder', { env, config });
  else new MemberStack(app, 'OriginResponderMember', { ...members, responderRoleArn, env: { account: env.account } });
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  console.error(`origin-responder: ${error.message}`);
  process.exitCode = 1;
}
