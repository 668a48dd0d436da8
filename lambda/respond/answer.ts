import { keysOf, type ParsedEvent } from '../parse-alarm.ts';

/** SQS messages that must come again. https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html */
export type BatchAnswer = { readonly batchItemFailures: readonly { readonly itemIdentifier: string }[] };

/**
 * Tells Lambda which messages must come again: each that held no alarm, or whose alarm failed (`failures`, by what was asked for).
 * Throws the first failure where there is no queue to give a message back to.
 */
export function answer({ source, records }: ParsedEvent, failures: ReadonlyMap<string, unknown>): BatchAnswer {
  const failed = records.flatMap((record) => {
    const { messageId, problem } = record;
    const error = keysOf(record)
      .map((key) => failures.get(key))
      .find((one) => one !== undefined);
    return problem || error ? [{ messageId, error: error ?? new Error(problem) }] : [];
  });
  for (const { messageId, error } of failed) console.error({ outcome: 'failed', messageId, error });
  const first = failed[0];
  if (source !== 'sqs' && first) throw first.error;
  return { batchItemFailures: failed.flatMap(({ messageId }) => (messageId ? [{ itemIdentifier: messageId }] : [])) };
}
