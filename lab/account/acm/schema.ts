import * as v from 'valibot';
import type { CertificateFixture } from '../fixture/certificate.ts';
import { regionOf } from '../names.ts';
import type { Context } from '../service.ts';

/** https://docs.aws.amazon.com/acm/latest/APIReference/API_CertificateDetail.html */
export const KEY_ALGORITHMS = v.picklist([
  'RSA_1024',
  'RSA_2048',
  'RSA_3072',
  'RSA_4096',
  'EC_prime256v1',
  'EC_secp384r1',
  'EC_secp521r1',
]);

/** A certificate's states. */
export const STATUSES = v.picklist([
  'PENDING_VALIDATION',
  'ISSUED',
  'INACTIVE',
  'EXPIRED',
  'VALIDATION_TIMED_OUT',
  'REVOKED',
  'FAILED',
]);

/** Who made a certificate's key. */
export const ORIGINS = v.picklist(['AWS_MANAGED', 'ACME', 'CUSTOMER_PROVIDED']);

/** The certificates of the region that is asked. */
export function certificatesHere({ fixture, region }: Context): readonly CertificateFixture[] {
  return (fixture.certificates ?? []).filter(({ arn }) => regionOf(arn) === region);
}

/** What IAM names for an operation over all certificates. */
export function allOf({ partition, region, accountId }: Context): string {
  return `arn:${partition}:acm:${region}:${accountId}:*`;
}

/** ACM writes RSA_2048 and RSA-2048 for the same thing. */
export function sameAlgorithm(one: string, other: string): boolean {
  return one.replace('-', '_') === other.replace('-', '_');
}
