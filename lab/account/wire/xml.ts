import type { AwsError } from '../errors.ts';
import { isList, NamedItems, type Wire } from './value.ts';

/** The declaration that AWS's XML answers begin with. */
export const XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** Writes one element with everything in it; nothing for an absent value. */
export function element(name: string, value: Wire, attributes = ''): string {
  if (value === undefined) return '';
  return `<${name}${attributes}>${content(value)}</${name}>`;
}

/** The error document that REST-XML and Query services share. */
export function errorDocument(namespace: string, error: AwsError, requestId: string): string {
  const type = error.status < 500 ? 'Sender' : 'Receiver';
  const body = { Error: { Type: type, Code: error.code, Message: error.message }, RequestId: requestId };
  return XML_DECLARATION + element('ErrorResponse', body, ` xmlns="${namespace}"`);
}

function content(value: Wire): string {
  if (value instanceof Date) return value.toISOString();
  if (value instanceof NamedItems) return value.items.map((item) => element(value.name, item)).join('');
  if (isList(value)) return value.map((item) => element('member', item)).join('');
  if (typeof value === 'object')
    return Object.entries(value)
      .map(([name, member]) => element(name, member))
      .join('');
  return escapeText(String(value));
}

/** Escapes text; what XML 1.0 cannot hold at all, lone surrogates too, becomes U+FFFD. https://www.w3.org/TR/xml/#charsets */
export function escapeText(text: string): string {
  return text.replace(NOT_XML, '\uFFFD').replace(/[&<>"'\r]/g, (character) => `&#${character.charCodeAt(0)};`);
}

const NOT_XML = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;
