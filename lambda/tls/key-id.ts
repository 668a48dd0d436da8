import { elementAt, elements } from './der.ts';
import { extensionsOf, outline } from './outline.ts';

/** https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.1 and the section after it */
const AUTHORITY_KEY_IDENTIFIER = '2.5.29.35';
const SUBJECT_KEY_IDENTIFIER = '2.5.29.14';
const KEY_IDENTIFIER = 0x80;

/** Whether both say, by the same identifier, that the issuer's key signed the certificate; false where either says nothing. Throws `MalformedDer`. */
export function keyIdsAgree(certificate: Buffer, issuer: Buffer): boolean {
  const wanted = extensionsOf(outline(certificate)).get(AUTHORITY_KEY_IDENTIFIER);
  const own = extensionsOf(outline(issuer)).get(SUBJECT_KEY_IDENTIFIER);
  if (!wanted || !own) return false;
  const id = [...elements(elementAt(wanted).contents)].find(({ tag }) => tag === KEY_IDENTIFIER);
  return id?.contents.equals(elementAt(own).contents) ?? false;
}
