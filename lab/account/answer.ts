import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { AwsError, CommonError } from './errors.ts';
import { delayOf, type Faults, faultError } from './faults.ts';
import type { Ledger } from './ledger.ts';
import type { Context, Service } from './service.ts';
import { iamAction, likelyService, serviceFor } from './services.ts';
import { type Scope, scopeOf } from './signature.ts';
import type { Reply, Request } from './wire/protocol.ts';

/** No request here is longer: SNS's largest message, percent-encoded. */
export const MAX_BODY_BYTES = 1_048_576;

/** What one account holds, and what goes wrong in it. */
export type Room = { readonly context: Omit<Context, 'region'>; readonly faults: Faults };

/** The account at work: what it holds, what goes wrong in it, what it writes down. */
export type House = Room & {
  /** Other accounts, by the access key of a session in them. */
  readonly members: ReadonlyMap<string, Room>;
  readonly ledger: Ledger;
  /** Ends all waiting when the account closes. */
  readonly closing: AbortSignal;
};

/** Answers one request and writes the call down; undefined: never answer. Never throws but when the account closes. */
export async function answer(request: Request, house: House): Promise<Reply | undefined> {
  const scope = readScope(request);
  const signedFor = scope instanceof Error ? undefined : scope.service;
  const service = serviceFor(signedFor, request);
  const spoken = service ?? likelyService(request);
  const call = house.ledger.open({
    service: service?.name ?? signedFor ?? '',
    operation: spoken.protocol.operationOf(request),
    region: scope instanceof Error ? '' : scope.region,
    ...accountOf(scope, house),
  });
  const requestId = randomUUID();
  try {
    if (scope instanceof Error) throw scope;
    if (request.body.length > MAX_BODY_BYTES) throw new CommonError('malformed', 'the request is too long');
    if (!service) throw new CommonError('unknownOperation', `this account has no service ${scope.service}`);
    const room = roomOf(scope, house);
    return await perform(request, { house, room, service, region: scope.region, call, requestId });
  } catch (error) {
    if (house.closing.aborted) throw error;
    const told = inWordsOf(spoken, error);
    call.close(told.code);
    return spoken.protocol.writeError(told, requestId);
  }
}

type Work = {
  readonly house: House;
  readonly room: Room;
  readonly service: Service;
  readonly region: string;
  readonly call: ReturnType<Ledger['open']>;
  readonly requestId: string;
};

async function perform(request: Request, work: Work): Promise<Reply | undefined> {
  const { house, room, service, region, call, requestId } = work;
  const { protocol, operations } = service;
  const name = protocol.operationOf(request);
  const operation = operations.get(name);
  if (!operation) throw new CommonError('unknownOperation', `${service.name} has no operation ${name} in this account`);
  checkRegion(service, region);
  const parameters = protocol.parametersOf(request);
  call.tell(parameters);
  const context: Context = { ...room.context, region };
  const prepared = operation(parameters, context);
  const action = `${service.name}:${name}`;
  const fault = room.faults.next(action, iamAction(action));
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

/** The account that the request is signed in: a session's own, else the one that was started. */
function roomOf({ accessKeyId }: Scope, house: House): Room {
  return house.members.get(accessKeyId) ?? house;
}

/** Written down only for a call that goes to another account. */
function accountOf(scope: Scope | CommonError, house: House): { readonly accountId?: string } {
  const member = scope instanceof Error ? undefined : house.members.get(scope.accessKeyId);
  return member ? { accountId: member.context.accountId } : {};
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
