import { CommonError } from '../errors.ts';
import type { CommonCodes, Protocol, Request } from '../wire/protocol.ts';
import { isRecord } from '../wire/value.ts';

/** https://docs.aws.amazon.com/scheduler/latest/APIReference/CommonErrors.html */
const CODES: CommonCodes = {
  invalid: ['ValidationException', 400],
  badToken: ['ValidationException', 400],
  malformed: ['SerializationException', 400],
  unknownOperation: ['UnknownOperationException', 404],
  unsigned: ['MissingAuthenticationTokenException', 403],
  badSignature: ['IncompleteSignatureException', 403],
  denied: ['AccessDeniedException', 403],
  throttled: ['ThrottlingException', 429],
  failed: ['InternalServerException', 500],
};

const SCHEDULE = /^\/schedules\/([^/]+)$/;

/** REST-JSON with one address, `POST /schedules/{Name}`: errors are named in a header. https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html */
export const schedulerProtocol: Protocol = {
  codes: CODES,
  operationOf: ({ method, path }) =>
    method === 'POST' && SCHEDULE.test(path) ? 'CreateSchedule' : `${method} ${path}`,
  parametersOf,
  write: (_operation, { value }, requestId) => ({
    status: 200,
    headers: { 'content-type': 'application/json', 'x-amzn-requestid': requestId },
    body: JSON.stringify(value),
  }),
  writeError: ({ code, status, message }, requestId) => ({
    status,
    headers: { 'content-type': 'application/json', 'x-amzn-requestid': requestId, 'x-amzn-errortype': code },
    body: JSON.stringify({ Message: message }),
  }),
};

function parametersOf({ path, body }: Request): Record<string, unknown> {
  const [, name = ''] = SCHEDULE.exec(path) ?? [];
  try {
    const parameters: unknown = JSON.parse(body);
    if (isRecord(parameters)) return { Name: decodeURIComponent(name), ...parameters };
  } catch {
    // told below
  }
  throw new CommonError('malformed', 'the body is not a JSON object');
}
