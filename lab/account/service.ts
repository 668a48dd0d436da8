import * as v from 'valibot';
import type { Published, Scheduled } from './account.ts';
import { CommonError } from './errors.ts';
import type { AccountFixture } from './fixture.ts';
import type { Answer, Protocol } from './wire/protocol.ts';
import type { Wire } from './wire/value.ts';

/** What an operation answers from. */
export type Context = {
  readonly fixture: AccountFixture;
  readonly accountId: string;
  readonly partition: string;
  /** From the signature's scope. */
  readonly region: string;
  publish(message: Published): void;
  /** What was put off, in the order it came. */
  readonly schedules: Scheduled[];
  /** Asks the account's DynamoDB. */
  tables(operation: string, parameters: { readonly TableName: string }): Promise<Wire>;
};

/** A call whose parameters are in order: the ARN it is about, if IAM knows one, and the answer. */
export type Prepared = { readonly resource: string | undefined; answer(): Answer | Promise<Answer> };

/** Checks a call's parameters; throws `CommonError` where they are not in order. */
export type Operation = (parameters: unknown, context: Context) => Prepared;

/** One AWS service. */
export type Service = {
  /** Its name in a signature's scope, e.g. `monitoring`. */
  readonly scope: string;
  /** Its prefix in IAM, e.g. `cloudwatch`. */
  readonly name: string;
  /** Where several have one scope: the API version in a Query form, which tells it from the others. */
  readonly version?: string;
  /** The one region it answers in, for a global service. */
  readonly region?: string;
  /** IAM's action, where one stands for every operation here; default: the operation's own. */
  readonly action?: string;
  readonly protocol: Protocol;
  readonly operations: ReadonlyMap<string, Operation>;
};

/** Defines an operation by its parameters' schema. */
export function operation<S extends v.GenericSchema>(definition: {
  readonly input: S;
  readonly resource?: (input: v.InferOutput<S>, context: Context) => string;
  readonly answer: (input: v.InferOutput<S>, context: Context) => Answer | Promise<Answer>;
}): Operation {
  return (parameters, context) => {
    const parsed = parse(definition.input, parameters);
    if (!parsed.success) throw new CommonError('invalid', explain(parsed.issues));
    return {
      resource: definition.resource?.(parsed.output, context),
      answer: () => definition.answer(parsed.output, context),
    };
  };
}

/** A structure that is nested without end overflows the stack; that is the caller's fault, not ours. */
function parse<S extends v.GenericSchema>(schema: S, parameters: unknown): v.SafeParseResult<S> {
  try {
    return v.safeParse(schema, parameters);
  } catch (error) {
    if (error instanceof RangeError) throw new CommonError('malformed', 'the parameters are nested too deeply');
    throw error;
  }
}

function explain(issues: readonly v.BaseIssue<unknown>[]): string {
  const told = issues.map((issue) => `'${v.getDotPath(issue) ?? ''}': ${issue.message}`);
  return `${issues.length} validation error${issues.length > 1 ? 's' : ''} detected: ${told.join('; ')}`;
}
