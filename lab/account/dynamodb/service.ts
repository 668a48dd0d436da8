import * as v from 'valibot';
import { type Operation, operation, type Service } from '../service.ts';
import { jsonProtocol } from '../wire/json.ts';

/** Parameters go on as they came: the server behind checks them as AWS does. */
const INPUT = v.looseObject({ TableName: v.string(), Key: v.record(v.string(), v.unknown()) });

function handedOn(name: string): Operation {
  return operation({
    input: INPUT,
    resource: ({ TableName }, { partition, region, accountId }) =>
      `arn:${partition}:dynamodb:${region}:${accountId}:table/${TableName}`,
    answer: async (input, { tables }) => ({ value: await tables(name, input) }),
  });
}

const OPERATIONS: ReadonlyMap<string, Operation> = new Map(
  ['GetItem', 'UpdateItem'].map((one) => [one, handedOn(one)]),
);

/** Amazon DynamoDB, API version 2012-08-10. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html */
export const DYNAMODB: Service = {
  scope: 'dynamodb',
  name: 'dynamodb',
  protocol: jsonProtocol('1.0', 'DynamoDB_20120810', {
    throttled: ['ProvisionedThroughputExceededException', 400],
    failed: ['InternalServerError', 500],
  }),
  operations: OPERATIONS,
};
