/** Certificates read of one text, and characters of it; real chains have five. */
const MAX_CERTIFICATES = 16;
const MAX_CHARACTERS = 200_000;

/** The DER of each certificate in a PEM text, in order; whatever stands between them is left. https://www.rfc-editor.org/rfc/rfc7468#section-5 */
export function certificatesOfPem(text: string): Buffer[] {
  const blocks = text
    .slice(0, MAX_CHARACTERS)
    .matchAll(/-----BEGIN CERTIFICATE-----([^-]{1,100000})-----END CERTIFICATE-----/g);
  return [...blocks].slice(0, MAX_CERTIFICATES).map(([, base64 = '']) => Buffer.from(base64, 'base64'));
}
