import { App } from 'aws-cdk-lib';
import { ConfigError, REGION, readConfig } from '../lib/config.ts';
import { ResponderStack } from '../lib/responder-stack.ts';

/** The CDK app: context → typed config → the stack. A wrong context value is one sentence, not a stack trace. */
try {
  const app = new App();
  const config = readConfig(app.node.getAllContext());
  const env = { account: process.env.CDK_DEFAULT_ACCOUNT, region: REGION };
  new ResponderStack(app, 'OriginResponder', { env, config });
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  console.error(`origin-responder: ${error.message}`);
  process.exitCode = 1;
}
