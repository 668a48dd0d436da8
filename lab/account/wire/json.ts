import { type AwsError, CommonError } from '../errors.ts';
import type { Answer, CommonCodes, Protocol, Reply, Request } from './protocol.ts';
import { isList, isRecord, NamedItems, type Wire } from './value.ts';

/**
 * AWS JSON 1.0 and 1.1: the operation in `x-amz-target`, times as epoch seconds, errors under `__type`.
 * https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
 */
export function jsonProtocol(version: '1.0' | '1.1', target: string, codes: Partial<CommonCodes> = {}): Protocol {
  const contentType = `application/x-amz-json-${version}`;
  return {
    codes: { ...CODES, ...codes },
    operationOf: (request) => operationOf(request, target),
    parametersOf: (request) => parametersOf(request, contentType),
    write: (_operation, answer, requestId) => write(contentType, answer, requestId),
    writeError: (error, requestId) => writeError(contentType, error, requestId),
  };
}

const CODES: CommonCodes = {
  invalid: ['ValidationException', 400],
  badToken: ['ValidationException', 400],
  malformed: ['SerializationException', 400],
  unknownOperation: ['UnknownOperationException', 400],
  unsigned: ['MissingAuthenticationTokenException', 400],
  badSignature: ['IncompleteSignatureException', 400],
  denied: ['AccessDeniedException', 400],
  throttled: ['ThrottlingException', 400],
  failed: ['InternalFailure', 500],
};

function operationOf({ method, path, headers }: Request, target: string): string {
  const asked = headers['x-amz-target'] ?? '';
  if (method !== 'POST' || path !== '/') return `${method} ${path}`;
  return asked.startsWith(`${target}.`) ? asked.slice(target.length + 1) : asked || `${method} ${path}`;
}

function parametersOf({ headers, body }: Request, contentType: string): Record<string, unknown> {
  if (headers['content-type'] !== contentType) throw new CommonError('malformed', `content-type is not ${contentType}`);
  let parameters: unknown;
  try {
    parameters = JSON.parse(body);
  } catch {
    throw new CommonError('malformed', 'the body is not JSON');
  }
  if (!isRecord(parameters)) throw new CommonError('malformed', 'the body is not a JSON object');
  return parameters;
}

function write(contentType: string, answer: Answer, requestId: string): Reply {
  const headers = { 'content-type': contentType, 'x-amzn-requestid': requestId };
  return { status: 200, headers, body: JSON.stringify(plain(answer.value ?? {})) };
}

/** CloudWatch, once a Query service, tells an error's Query code in a header. https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#aws-protocols-awsquerycompatible-trait */
function writeError(contentType: string, error: AwsError, requestId: string): Reply {
  const side = error.status < 500 ? 'Sender' : 'Receiver';
  const headers = {
    'content-type': contentType,
    'x-amzn-requestid': requestId,
    ...(error.queryCode && { 'x-amzn-query-error': `${error.queryCode};${side}` }),
  };
  return { status: error.status, headers, body: JSON.stringify({ __type: error.code, message: error.message }) };
}

/** As JSON writes it: times as epoch seconds. */
export function plain(value: Wire): unknown {
  if (value instanceof Date) return value.getTime() / 1000;
  if (value instanceof NamedItems) return value.items.map(plain);
  if (isList(value)) return value.map(plain);
  if (typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, plain(member)]));
}
