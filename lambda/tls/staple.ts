import { elementAt, elements, INTEGER } from './der.ts';

/** The TLS feature extension, and the feature that is an OCSP staple. https://www.rfc-editor.org/rfc/rfc7633#section-4.2.3 */
const TLS_FEATURE = '1.3.6.1.5.5.7.1.24';
const STATUS_REQUEST = 5;

/** Whether a certificate with these extensions demands a staple of whoever shows it. Throws `MalformedDer`. */
export function mustStaple(extensions: ReadonlyMap<string, Buffer>): boolean {
  const feature = extensions.get(TLS_FEATURE);
  const listed = feature ? [...elements(elementAt(feature).contents)] : [];
  return listed.some(({ tag, contents }) => tag === INTEGER && contents.length === 1 && contents[0] === STATUS_REQUEST);
}
