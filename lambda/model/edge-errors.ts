import type { Measured } from './traffic.ts';

/**
 * How edge code fails, in counts: it throws or runs out of time (`execution`), returns what CloudFront does not accept
 * (`validation`), or is turned away for running too often (`throttled`).
 */
export type EdgeMetric = 'execution' | 'validation' | 'throttled';

/** Errors of edge code around the alarm. CloudFront counts all Lambda@Edge functions of a distribution together, and each of its own functions apart. */
export type EdgeErrors = {
  readonly kind: 'lambda-at-edge' | 'cloudfront-function';
  /** The functions that are counted here: ARNs, at least one. */
  readonly arns: readonly string[];
  /** Whether the count is of this distribution alone, or of wherever the function is attached. */
  readonly of: 'distribution' | 'function';
  readonly counts: Measured<EdgeMetric>;
};
