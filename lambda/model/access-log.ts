/** Failed requests of one kind. What the log does not hold is empty. All words are the viewers' and CloudFront's: bounded, and not fit to print. */
export type FailedRequests = {
  readonly status: string;
  /** `x-edge-detailed-result-type`. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html */
  readonly result: string;
  /** The Host that the viewer sent, lower case. */
  readonly host: string;
  /** The first step of the path: `/api`. Queries and cookies are never read. */
  readonly path: string;
  readonly count: number;
};

/** What CloudFront's access logs hold of requests that were answered 5xx. */
export type AccessLog = {
  readonly logGroup: string;
  /** The stretch of time that was looked through; ISO 8601 in UTC. */
  readonly from: string;
  readonly to: string;
  /** All requests answered 5xx in that time, as far as they have been delivered. */
  readonly total: number;
  readonly bytesScanned: number;
  /** Most first; `total` may hold more than these. */
  readonly failed: readonly FailedRequests[];
};
