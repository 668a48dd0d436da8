/** Stands where something was left out. */
const LEFT_OUT = '…';

/** Characters that are searched: more than are ever kept, and few enough for the patterns below. */
const MAX_SEARCHED = 1_000;

/** What names a secret in front of `=` or `:`, as cookies, queries and diagnostic headers write it. */
const NAMED =
  /([\w-]*(?:passw|pwd|secret|token|signature|credential|session|sess|cookie|api-?key|access-?key|auth|jwt)[\w-]*\s*[=:]\s*)(?:"[^"]*"|[^\s;,&()]+)/gi;

/** Schemes of `Authorization` with what follows. https://www.iana.org/assignments/http-authschemes/http-authschemes.xhtml */
const SCHEME = /\b(basic|bearer|digest|negotiate|AWS4-HMAC-SHA256)\s+[\w.~+/=-]{6,}/gi;

/** Three base64url parts of which the first is a JSON object. https://www.rfc-editor.org/rfc/rfc7519#section-3 */
const JWT = /\beyJ[\w-]{6,}(?:\.[\w-]+)*/g;

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids */
const ACCESS_KEY = /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g;

const URL_QUERY = /\b([a-z][a-z0-9+.-]*:\/\/[^\s?"<>]*)\?[^\s"<>]*/gi;
const URL_USER = /\b([a-z][a-z0-9+.-]*:\/\/)[^\s/@]*@/gi;

/** A header's value without what may be a secret: queries and users of URLs, tokens, whatever is named like one. */
export function withoutSecrets(value: string): string {
  return value
    .slice(0, MAX_SEARCHED)
    .replace(URL_QUERY, `$1?${LEFT_OUT}`)
    .replace(URL_USER, '$1')
    .replace(SCHEME, `$1 ${LEFT_OUT}`)
    .replace(NAMED, `$1${LEFT_OUT}`)
    .replace(JWT, LEFT_OUT)
    .replace(ACCESS_KEY, LEFT_OUT);
}

/** The goal of a redirect: host and path, without user, query, parameters of the path (sessions go there) and fragment. */
export function withoutQuery(location: string): string {
  return withoutSecrets(
    location
      .replace(/#.*$/s, '')
      .replace(/\?.*$/s, `?${LEFT_OUT}`)
      .replace(/;[^/?]*/g, `;${LEFT_OUT}`)
      .replace(/^([a-z][a-z0-9+.-]*:[/\\]*|[/\\]{2,})[^/\\]*@/i, '$1'),
  );
}

/** What a server said first, as far as its first line goes: the rest may be headers, cookies among them. What begins with a NUL in it has no lines. */
export function firstLine(bytes: Uint8Array): Uint8Array {
  const end = bytes.subarray(0, 4).includes(0) ? -1 : bytes.indexOf(0x0a);
  const line = bytes.subarray(0, end < 0 ? MAX_SEARCHED : end + 1);
  return Buffer.from(withoutSecrets(Buffer.from(line).toString('latin1')), 'latin1');
}
