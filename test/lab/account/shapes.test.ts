import { OriginSslProtocols$ } from '@aws-sdk/client-cloudfront';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Account } from '../../../lab/account/account.ts';
import { startAccount } from '../../../lab/account/server.ts';
import { ACTIONS } from '../../../lab/account/services.ts';
import { send, type Wire } from './clients.ts';
import { ESTATE } from './estate.ts';
import { type Element, readSchema, readXml, type Walk, walkJson, walkXml } from './schema-walk.ts';
import { CASES, type Case } from './shape-cases.ts';

let account: Account;
beforeAll(async () => {
  account = await startAccount(ESTATE);
});
afterAll(() => account.close());

/** Input and output schema of an operation: `[9, namespace, name, traits, input, output]`. */
function sidesOf(schema: unknown): { readonly input: unknown; readonly output: unknown } {
  if (!Array.isArray(schema) || schema[0] !== 9) throw new Error('not an operation');
  return { input: schema[4], output: schema[5] };
}

/** A member that is the whole body. https://github.com/smithy-lang/smithy-typescript (packages/types, schema/traits.ts) */
const IS_PAYLOAD = 16;

function walkAnswer({ action, schema }: Case, body: string, walk: Walk): void {
  const [service = '', operation = ''] = action.split(':');
  const output = readSchema(sidesOf(schema).output);
  if (body.startsWith('{')) {
    walkJson(JSON.parse(body), output, operation, walk);
    return;
  }
  const root = readXml(body);
  if (service === 'cloudfront') {
    const payload = output.kind === 'structure' ? output.members[0] : undefined;
    if (payload?.traits !== IS_PAYLOAD) {
      expect(root.name).toBe(`${operation}Result`);
      walkXml(root, output, operation, walk);
      return;
    }
    expect(root.name).toBe(payload.name);
    walkXml(root, payload.of(), root.name, walk);
    return;
  }
  expect(root.name).toBe(`${operation}Response`);
  if (service === 'route53' || service === 'ec2') {
    walkXml(withoutRequestId(root), output, operation, walk);
    return;
  }
  const [result, metadata] = root.children;
  expect([result?.name, metadata?.name]).toEqual([`${operation}Result`, 'ResponseMetadata']);
  if (result) walkXml(result, output, operation, walk);
}

/** EC2 tells it beside the members, Route 53 in a header. */
function withoutRequestId(root: Element): Element {
  return { ...root, children: root.children.filter(({ name }) => name !== 'requestId') };
}

test('every operation of the account is held against its schema, but for the one whose answer is bare code', () => {
  const held = [...CASES.map(({ action }) => action), 'cloudfront:GetFunction'];
  expect(held.toSorted()).toEqual(ACTIONS.toSorted());
});

describe.each(CASES)('$action', (one) => {
  test('tells only members that the SDK knows, all that it requires, lists under their right names', async () => {
    const walk: Walk = { problems: [], seen: new Set() };
    for (const request of one.requests) {
      const { status, body } = await send(account, request);
      expect({ status, error: status === 200 ? '' : body }).toEqual({ status: 200, error: '' });
      walkAnswer(one, body, walk);
    }
    expect(walk.problems).toEqual([]);
    expect(walk.seen.size).toBeGreaterThanOrEqual(one.members);
  });

  test('refuses a request without a parameter that the SDK requires', async () => {
    const input = readSchema(sidesOf(one.schema).input);
    const required = input.kind === 'structure' ? input.members.filter((member) => member.required) : [];
    const isLabel = ({ traits }: { readonly traits: unknown }) => traits === 1;
    for (const { name } of required.filter((member) => !isLabel(member))) {
      const { status, body } = await send(account, without(one.requests[0] ?? {}, name));
      expect(status).toBe(400);
      expect(body.replaceAll('&#39;', "'")).toContain(`'${name}'`);
      expect(account.calls.at(-1)?.outcome).not.toBe('ok');
    }
  });
});

function without(request: Wire, name: string): Wire {
  const { body = '' } = request;
  if (body.startsWith('{')) {
    const { [name]: _gone, ...rest } = JSON.parse(body);
    return { ...request, body: JSON.stringify(rest) };
  }
  const kept = [...new URLSearchParams(body)].filter(([key]) => key !== name && !key.startsWith(`${name}.`));
  return { ...request, body: new URLSearchParams(kept).toString() };
}

test('the walk itself sees a wrong member, a missing one and a wrong list name', () => {
  const output = readSchema(OriginSslProtocols$);
  const walk: Walk = { problems: [], seen: new Set() };
  walkXml(readXml('<P><Items><member>TLSv1.2</member></Items><Extra>1</Extra></P>'), output, 'P', walk);
  expect(walk.problems).toEqual(['P has no member Extra', 'P lacks Quantity', 'P.Items holds member, not SslProtocol']);
});
