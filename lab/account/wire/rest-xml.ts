import type { Answer, CommonCodes, Protocol, Reply } from './protocol.ts';
import { find, parametersOf, type Route } from './routes.ts';
import { element, errorDocument, XML_DECLARATION } from './xml.ts';

/** AWS REST-XML for operations that only read: labels in the path, and a document in the body where one is asked by POST. https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html */
export function restXmlProtocol(namespace: string, routes: readonly Route[]): Protocol {
  return {
    codes: CODES,
    operationOf: (request) => find(routes, request)?.operation ?? `${request.method} ${request.path}`,
    parametersOf: (request) => parametersOf(routes, request),
    write: (_operation, answer, requestId) => write(namespace, answer, requestId),
    writeError: (error, requestId) => ({
      status: error.status,
      headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId },
      body: errorDocument(namespace, error, requestId),
    }),
  };
}

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/CommonErrors.html */
const CODES: CommonCodes = {
  invalid: ['InvalidArgument', 400],
  badToken: ['InvalidArgument', 400],
  malformed: ['InvalidArgument', 400],
  unknownOperation: ['UnknownOperationException', 404],
  unsigned: ['MissingAuthenticationToken', 403],
  badSignature: ['IncompleteSignature', 400],
  denied: ['AccessDenied', 403],
  throttled: ['Throttling', 400],
  failed: ['InternalFailure', 500],
};

function write(namespace: string, answer: Answer, requestId: string): Reply {
  const headers = { 'content-type': 'text/xml', 'x-amzn-requestid': requestId, ...answer.headers };
  const document = () => XML_DECLARATION + element(answer.root ?? '', answer.value, ` xmlns="${namespace}"`);
  return { status: 200, headers, body: answer.text ?? document() };
}
