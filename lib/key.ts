import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { QueueEncryption, type QueueProps } from 'aws-cdk-lib/aws-sqs';
import { REGION } from './config.ts';

/** What DynamoDB, SNS and SQS do with a key on behalf of whoever calls them. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html */
export const KEY_ACTIONS: readonly string[] = [
  'kms:Decrypt',
  'kms:DescribeKey',
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
];

/** The services in which the function keeps anything. */
export const KEPT_BY: readonly string[] = ['dynamodb', 'sns', 'sqs'];

/** The right to use a key, each time through one of the services and never by itself. */
export function throughServices(
  { keyArn }: IKey,
  services: readonly string[],
  actions: readonly string[],
): PolicyStatement {
  return new PolicyStatement({
    actions: [...actions],
    resources: [keyArn],
    conditions: { StringEquals: { 'kms:ViaService': services.map((one) => `${one}.${REGION}.amazonaws.com`) } },
  });
}

/** How a queue is encrypted: with the key, or with SQS's own. */
export function encryptedBy(key: IKey | undefined): Pick<QueueProps, 'encryption' | 'encryptionMasterKey'> {
  return key
    ? { encryption: QueueEncryption.KMS, encryptionMasterKey: key }
    : { encryption: QueueEncryption.SQS_MANAGED };
}
