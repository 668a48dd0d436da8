import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { App, Stack, Validations } from 'aws-cdk-lib';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { Construct } from 'constructs';
import { ResponderStack } from '../../lib/responder-stack.ts';

/** What cdk-nag's AwsSolutions pack has against a stack, acknowledged findings left out. */
function findings(make: (app: App) => Construct): string[] {
  const outdir = mkdtempSync(join(tmpdir(), 'nag-'));
  try {
    const app = new App({ outdir });
    make(app);
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    return violations(app, outdir);
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

function violations(app: App, outdir: string): string[] {
  try {
    app.synth();
    return [];
  } catch {
    const { pluginReports } = JSON.parse(readFileSync(join(outdir, 'validation-report.json'), 'utf8'));
    return pluginReports.flatMap(({ violations: found }: { violations: { ruleName: string }[] }) =>
      found.map(({ ruleName }) => ruleName),
    );
  }
}

const env = { account: '111122223333', region: 'us-east-1' };

describe('cdk-nag, AwsSolutions', () => {
  test('has nothing against the stack beyond what is acknowledged with its reason', () => {
    const config = { emails: ['a@example.com'], alarms: { kind: 'all', threshold: 5 }, logs: true } as const;
    expect(findings((app) => new ResponderStack(app, 'T', { env, config }))).toEqual([]);
    const kmsKeyArn = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
    expect(findings((app) => new ResponderStack(app, 'T', { env, config: { ...config, kmsKeyArn } }))).toEqual([]);
    const made = { ...config, kmsKeyArn: 'create' };
    expect(findings((app) => new ResponderStack(app, 'T', { env, config: made }))).toEqual([]);
    const { account: _, ...agnostic } = env;
    expect(findings((app) => new ResponderStack(app, 'T', { env: agnostic, config }))).toEqual([]);
  });

  test('bites: a queue that admits plain HTTP and drops what fails', () => {
    const found = findings((app) => {
      const stack = new Stack(app, 'T', { env });
      return new Queue(stack, 'Bad');
    });
    expect(found).toEqual(expect.arrayContaining(['AwsSolutions-SQS3', 'AwsSolutions-SQS4']));
  });
});
