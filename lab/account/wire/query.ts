import { CommonError } from '../errors.ts';
import { readForm } from './form.ts';
import type { Answer, CommonCodes, Protocol, Reply, Request } from './protocol.ts';
import { element, errorDocument, XML_DECLARATION } from './xml.ts';

/** AWS Query: a form with `Action` and `Version`, answered in XML. https://smithy.io/2.0/aws/protocols/aws-query-protocol.html */
export function queryProtocol(
  namespace: string,
  version: string,
  codes: Partial<CommonCodes> = {},
  read: (body: string) => Record<string, unknown> = readForm,
): Protocol {
  return {
    codes: { ...CODES, ...codes },
    operationOf,
    parametersOf: (request) => parametersOf(request, version, read),
    write: (operation, answer, requestId) => write(namespace, operation, answer, requestId),
    writeError: (error, requestId) => reply(error.status, errorDocument(namespace, error, requestId), requestId),
  };
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/CommonErrors.html */
const CODES: CommonCodes = {
  invalid: ['ValidationError', 400],
  badToken: ['ValidationError', 400],
  malformed: ['MalformedInput', 400],
  unknownOperation: ['InvalidAction', 400],
  unsigned: ['MissingAuthenticationToken', 403],
  badSignature: ['IncompleteSignature', 400],
  denied: ['AccessDenied', 403],
  throttled: ['Throttling', 400],
  failed: ['InternalFailure', 500],
};

function operationOf({ method, path, body }: Request): string {
  const action = method === 'POST' && path === '/' ? new URLSearchParams(body).get('Action') : undefined;
  return action || `${method} ${path}`;
}

function parametersOf(
  { headers, body }: Request,
  version: string,
  read: (body: string) => Record<string, unknown>,
): Record<string, unknown> {
  if (!headers['content-type']?.startsWith('application/x-www-form-urlencoded')) {
    throw new CommonError('malformed', 'content-type is not application/x-www-form-urlencoded');
  }
  const { Action, Version, ...parameters } = read(body);
  if (Version !== version)
    throw new CommonError('unknownOperation', `${Action} of version ${Version} is not ${version}`);
  return parameters;
}

function write(namespace: string, operation: string, answer: Answer, requestId: string): Reply {
  const body = { [`${operation}Result`]: answer.value, ResponseMetadata: { RequestId: requestId } };
  return reply(200, XML_DECLARATION + element(`${operation}Response`, body, ` xmlns="${namespace}"`), requestId);
}

function reply(status: number, body: string, requestId: string): Reply {
  return { status, headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId }, body };
}
