/**
 * The longest chain, and the longest handshake message, that AWS's TLS library reads.
 * S2N_MAXIMUM_HANDSHAKE_MESSAGE_LENGTH in https://github.com/aws/s2n-tls/blob/main/tls/s2n_handshake.h
 */
export const LONGEST_CHAIN_BYTES = 64 * 1024;

/** Whether a Certificate message of that length is more than CloudFront reads; false where the length is not known. */
export function isTooLong(certificateBytes: number | undefined): boolean {
  return certificateBytes !== undefined && certificateBytes > LONGEST_CHAIN_BYTES;
}
