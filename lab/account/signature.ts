import { CommonError } from './errors.ts';

/** What a SigV4 signature was made for. */
export type Scope = { readonly accessKeyId: string; readonly region: string; readonly service: string };

/**
 * Reads the scope of a SigV4 `Authorization` header; the signature itself is not verified. Throws `CommonError` where there
 * is none. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-authentication-methods.html
 */
export function scopeOf(authorization: string | undefined): Scope {
  if (!authorization) throw new CommonError('unsigned', 'Request is missing Authentication Token');
  const [, accessKeyId, region, service] = SIGV4.exec(authorization) ?? [];
  if (accessKeyId === undefined || region === undefined || service === undefined) {
    throw new CommonError('badSignature', 'Authorization header is not a complete SigV4 signature');
  }
  return { accessKeyId, region, service };
}

const SIGV4 =
  /^AWS4-HMAC-SHA256 Credential=([^/,\s]+)\/\d{8}\/([a-z0-9-]+)\/([a-z0-9-]+)\/aws4_request, ?SignedHeaders=[a-z0-9;-]+, ?Signature=[0-9a-f]{64}$/;
