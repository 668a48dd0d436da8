import type { ManagedCertificate } from './load-balancer.ts';

/** The certificate that CloudFront shows to an origin (origin mTLS), and who asks for one. */
export type ClientCertificate = {
  readonly certificate: ManagedCertificate;
  /** `listener`: it verifies clients by its own record; `origin`: a dial was asked; `nobody`: dials completed unasked. */
  readonly askedBy: 'listener' | 'origin' | 'nobody' | 'unknown';
  /** The listener lets in clients whose certificate has expired. */
  readonly expiryIgnored: boolean;
};
