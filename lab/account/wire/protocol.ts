import type { AwsError, Code } from '../errors.ts';
import type { Wire } from './value.ts';

/** A request as it came: the path without its query, header names in lower case. */
export type Request = {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** What goes back over the wire. */
export type Reply = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** A good answer: members for the format to write, or the very body (`text`) where the operation's payload is one. */
export type Answer = {
  readonly value?: Wire;
  /** The root element, where REST-XML names it after the resource. */
  readonly root?: string;
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
};

/** The codes that every service has, in the words of its protocol. */
export type CommonCodes = {
  readonly invalid: Code;
  readonly badToken: Code;
  readonly malformed: Code;
  readonly unknownOperation: Code;
  readonly unsigned: Code;
  readonly badSignature: Code;
  readonly denied: Code;
  readonly throttled: Code;
  readonly failed: Code;
};

/** A wire format: how a request names its operation and carries its parameters, and how answers and errors are written. */
export type Protocol = {
  readonly codes: CommonCodes;
  /** Never throws; a request that names none gets its method and path as name. */
  operationOf(request: Request): string;
  /** Throws `Malformed`. */
  parametersOf(request: Request): Record<string, unknown>;
  write(operation: string, answer: Answer, requestId: string): Reply;
  writeError(error: AwsError, requestId: string): Reply;
};
