/** An error code with its HTTP status; `queryCode` is its older name, which CloudWatch still tells beside the new one. */
export type Code = readonly [code: string, status: number, queryCode?: string];

/** An error of a service, in its own words. */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number;
  readonly queryCode: string | undefined;

  constructor([code, status, queryCode]: Code, message: string) {
    super(message);
    this.code = code;
    this.status = status;
    this.queryCode = queryCode;
  }
}

/** An error that every service has, told in the service's own words. */
export class CommonError extends Error {
  readonly kind: 'invalid' | 'badToken' | 'malformed' | 'unknownOperation' | 'unsigned' | 'badSignature' | 'denied';

  constructor(kind: CommonError['kind'], message: string) {
    super(message);
    this.kind = kind;
  }
}
