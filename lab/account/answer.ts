import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { AwsError, CommonError } from './errors.ts';
import { delayOf, type Faults, faultError } from './faults.ts';
import type { Ledger } from './ledger.ts';
import type { Context, Service } from './service.ts';
import { iamAction, likelyService, SERVICES } from './services.ts';
import { type Scope, scopeOf } from './signature.ts';
import type { Reply, Request } from './wire/protocol.ts';

/** No request here is longer: SNS's largest message, percent-encoded. */
export const MAX_BODY_BYTES = 1_048_576;

/** The account at work: what it holds, what goes wrong in it, what it writes down. */
export type House = {
  readonly context: Omit<Context, 'region'>;
  readonly faults: Faults;
  readonly ledger: Ledger;
  /** Ends all waiting when the account closes. */
  readonly closing: AbortSignal;
};

/** Answers one request and writes the call down; undefined: never answer. Never throws but when the account closes. */
export async function answer(request: Request, house: House): Promise<Reply | undefined> {
  const scope = readScope(request);
  const signedFor = scope instanceof Error ? undefined : scope.service;
  const service = SERVICES.find((one) => one.scope === signedFor);
  const spoken = service ?? likelyService(request);
  const call = house.ledger.open({
    service: service?.name ?? signedFor ?? '',
    operation: spoken.protocol.operationOf(request),
    region: scope instanceof Error ? '' : scope.region,
  });
  const requestId = randomUUID();
  try {
    if (scope instanceof Error) throw scope;
    if (request.body.length > MAX_BODY_BYTES) throw new CommonError('malformed', 'the request is too long');
    if (!service) throw new CommonError('unknownOperation', `this account has no service ${scope.service}`);
    return await perform(request, { house, service, region: scope.region, call, requestId });
  } catch (error) {
    if (house.closing.aborted) throw error;
    const told = inWordsOf(spoken, error);
    call.close(told.code);
    return spoken.protocol.writeError(told, requestId);
  }
}

type Work = {
  readonly house: House;
  readonly service: Service;
  readonly region: string;
  readonly call: ReturnType<Ledger['open']>;
  readonly requestId: string;
};

async function perform(request: Request, work: Work): Promise<Reply | undefined> {
  const { house, service, region, call, requestId } = work;
  const { protocol, operations } = service;
  const name = protocol.operationOf(request);
  const operation = operations.get(name);
  if (!operation) throw new CommonError('unknownOperation', `${service.name} has no operation ${name} in this account`);
  checkRegion(service, region);
  const parameters = protocol.parametersOf(request);
  call.tell(parameters);
  const context: Context = { ...house.context, region };
  const prepared = operation(parameters, context);
  const action = `${service.name}:${name}`;
  const fault = house.faults.next(action) ?? house.faults.next(iamAction(action));
  await pause(delayOf(context.fixture, action), undefined, { signal: house.closing });
  if (fault?.kind === 'hang' || fault?.kind === 'garbage') {
    call.close(fault.kind);
    if (fault.kind === 'hang') return undefined;
    return { status: 200, headers: { 'content-type': 'text/html' }, body: fault.message ?? '<html>\u0000{"' };
  }
  if (fault) throw faultError(fault, service, iamAction(action), prepared, context);
  const reply = protocol.write(name, await prepared.answer(), requestId);
  call.close('ok');
  return reply;
}

function readScope(request: Request): Scope | CommonError {
  try {
    return scopeOf(request.headers.authorization);
  } catch (error) {
    if (error instanceof CommonError) return error;
    throw error;
  }
}

function checkRegion({ region: only }: Service, region: string): void {
  if (only && only !== region) {
    throw new AwsError(
      ['SignatureDoesNotMatch', 403],
      `Credential should be scoped to a valid region, not '${region}'.`,
    );
  }
}

/** Anything unforeseen is an internal failure of the service. */
function inWordsOf({ protocol }: Service, error: unknown): AwsError {
  if (error instanceof AwsError) return error;
  if (error instanceof CommonError) return new AwsError(protocol.codes[error.kind], error.message);
  return new AwsError(protocol.codes.failed, `the account itself failed: ${String(error)}`);
}
