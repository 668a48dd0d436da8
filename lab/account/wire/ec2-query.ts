import type { AwsError } from '../errors.ts';
import { readFlatForm } from './form.ts';
import type { Answer, Protocol, Reply } from './protocol.ts';
import { queryProtocol } from './query.ts';
import { element, XML_DECLARATION } from './xml.ts';

/**
 * EC2's own form of AWS Query: flat lists in the form, the answer's members straight under the root, and errors in a list.
 * Lists in an answer are `NamedItems('item', …)`. https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html
 */
export function ec2QueryProtocol(namespace: string, version: string): Protocol {
  return {
    ...queryProtocol(namespace, version, CODES, readFlatForm),
    write: (operation, answer, requestId) => write(namespace, operation, answer, requestId),
    writeError: (error, requestId) => reply(error.status, errorDocument(error, requestId), requestId),
  };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html */
const CODES = {
  invalid: ['InvalidParameterValue', 400],
  badToken: ['InvalidNextToken', 400],
  malformed: ['MalformedQueryString', 404],
  unsigned: ['MissingAuthenticationToken', 403],
  badSignature: ['AuthFailure', 401],
  denied: ['UnauthorizedOperation', 403],
  throttled: ['RequestLimitExceeded', 503],
  failed: ['InternalError', 500],
} as const;

function write(namespace: string, operation: string, { value }: Answer, requestId: string): Reply {
  const members = typeof value === 'object' ? value : {};
  const body = element(`${operation}Response`, { requestId, ...members }, ` xmlns="${namespace}"`);
  return reply(200, XML_DECLARATION + body, requestId);
}

function errorDocument({ code, message }: AwsError, requestId: string): string {
  const errors = { Error: { Code: code, Message: message } };
  return XML_DECLARATION + element('Response', { Errors: errors, RequestID: requestId });
}

function reply(status: number, body: string, requestId: string): Reply {
  return { status, headers: { 'content-type': 'text/xml;charset=UTF-8', 'x-amzn-requestid': requestId }, body };
}
