import { plain } from './json.ts';
import type { CommonCodes, Protocol } from './protocol.ts';
import { find, parametersOf, type Route } from './routes.ts';

const CONTENT_TYPE = 'application/json';

/**
 * AWS REST-JSON 1 for operations that only read: GET, labels in the path, errors named in a header, times as epoch seconds.
 * https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html
 */
export function restJsonProtocol(routes: readonly Route[], codes: CommonCodes): Protocol {
  return {
    codes,
    operationOf: (request) => find(routes, request)?.operation ?? `${request.method} ${request.path}`,
    parametersOf: (request) => parametersOf(routes, request),
    write: (_operation, { value }, requestId) => ({
      status: 200,
      headers: { 'content-type': CONTENT_TYPE, 'x-amzn-requestid': requestId },
      body: JSON.stringify(plain(value ?? {})),
    }),
    writeError: ({ status, code, message }, requestId) => ({
      status,
      headers: { 'content-type': CONTENT_TYPE, 'x-amzn-requestid': requestId, 'x-amzn-errortype': code },
      body: JSON.stringify({ message }),
    }),
  };
}
