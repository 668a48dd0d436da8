import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Issued, issue, issueChain, newKeys } from './authority.ts';
import { judge, NOW, pathsOf } from './judge.ts';

let root: Issued;
let upper: Issued;
let lower: Issued;
let leaf: Issued;

beforeAll(async () => {
  ({ root, upper, lower, leaf } = await issueChain());
});

describe('a trusted chain', () => {
  test('leaf first, root included or not', () => {
    expect(judge([leaf, lower, upper], [root])).toMatchObject({
      path: { kind: 'trusted', paths: [{ certificates: [0, 1, 2], anchor: { subject: 'CN=Test Root' } }] },
      inDate: [0, 1, 2],
      order: undefined,
    });
    expect(pathsOf([leaf, lower, upper, root], [root])).toEqual([
      [0, 1, 2],
      [0, 1, 2, 3],
    ]);
  });

  test('in any order, with extras and duplicates', async () => {
    const stranger = await issue({ subject: 'CN=Stranger', isAuthority: true });
    const wrong = judge([leaf, upper, lower], [root]);
    expect(wrong).toMatchObject({ path: { kind: 'trusted' }, order: { sent: [0, 1, 2], correct: [0, 2, 1] } });
    expect(judge([leaf, stranger, lower, upper], [root]).order).toBeUndefined();
    expect(judge([leaf, lower, lower, upper], [root]).order).toBeUndefined();
    expect(judge([leaf, upper, lower, upper], [root]).order).toBeUndefined();
    expect(judge([leaf, root, lower, upper], [root])).toMatchObject({ path: { kind: 'trusted' }, order: undefined });
  });

  test('an intermediate or a leaf that is itself an anchor ends the path', async () => {
    expect(pathsOf([leaf, lower], [lower])).toEqual([[0], [0, 1]]);
    const own = await issue({ subject: 'CN=own' });
    expect(pathsOf([own], [own])).toEqual([[0]]);
  });

  test('the same authority under another signature counts as the anchor', async () => {
    const old = await issue({ subject: 'CN=Old Root', isAuthority: true });
    const expired = { notBefore: '2020-01-01T00:00:00Z', notAfter: '2021-01-01T00:00:00Z' };
    const crossed = await issue({ subject: root.name, keys: root.keys, issuer: old, isAuthority: true, ...expired });
    const { path, inDate } = judge([leaf, lower, upper, crossed], [root]);
    expect(path.kind).toBe('trusted');
    expect(inDate).toEqual([0, 1, 2]);
  });

  test('several paths: one that is in date wins, whatever the order', async () => {
    const other = await issue({ subject: 'CN=Other Root', isAuthority: true });
    const expired = { notBefore: '2020-01-01T00:00:00Z', notAfter: '2021-01-01T00:00:00Z' };
    const dead = await issue({ subject: upper.name, keys: upper.keys, issuer: other, isAuthority: true, ...expired });
    for (const sent of [
      [leaf, lower, dead, upper],
      [leaf, lower, upper, dead],
    ]) {
      const { path, inDate } = judge(sent, [root, other]);
      expect(path.kind === 'trusted' && path.paths.length).toBe(2);
      expect(inDate?.map((index) => sent[index]?.name)).toEqual([leaf.name, lower.name, upper.name]);
      expect(sent[inDate?.[2] ?? -1]).toBe(upper);
    }
    expect(judge([leaf, lower, dead], [root, other])).toMatchObject({ path: { kind: 'trusted' }, inDate: undefined });
  });

  test('an anchor out of date is out of date', async () => {
    const old = await issue({ subject: 'CN=Old', isAuthority: true, notAfter: '2029-12-31T00:00:00Z' });
    const young = await issue({ subject: 'CN=young', issuer: old });
    expect(judge([young], [old])).toMatchObject({ path: { kind: 'trusted' }, inDate: undefined });
  });

  test('a date holds to the end of its last second', async () => {
    const edge = await issue({ subject: 'CN=edge', issuer: root, notBefore: NOW, notAfter: NOW });
    expect(judge([edge], [root]).inDate).toEqual([0]);
  });

  test('names equal but for case and spaces lead on', async () => {
    const odd = await issue({ subject: 'CN=odd', issuer: { ...root, name: 'CN=test  ROOT' } });
    expect(pathsOf([odd], [root])).toEqual([[0]]);
  });
});

describe('a chain that is not trusted', () => {
  test('self-signed', async () => {
    expect(judge([await issue({ subject: 'CN=alone' })], [root]).path).toEqual({ kind: 'self-signed' });
  });

  test('incomplete: the leaf alone, with or without a hint where the issuer is', async () => {
    expect(judge([leaf], [root]).path).toEqual({ kind: 'incomplete', missingIssuer: 'CN=Lower CA', at: 0 });
    const hinting = await issue({ subject: 'CN=x', issuer: lower, issuerUrl: 'http://ca.example.com/lower.der' });
    expect(judge([hinting, upper], [root]).path).toEqual({
      kind: 'incomplete',
      missingIssuer: 'CN=Lower CA',
      at: 0,
      issuerUrl: 'http://ca.example.com/lower.der',
    });
  });

  test('incomplete: an intermediate of several is missing, and the last one sent says where', async () => {
    const url = 'http://ca.example.com/upper.der';
    const middle = await issue({ subject: 'CN=Middle', issuer: upper, isAuthority: true, issuerUrl: url });
    const end = await issue({ subject: 'CN=end', issuer: middle });
    const missing = { kind: 'incomplete', missingIssuer: 'CN=Upper CA', issuerUrl: url };
    expect(judge([end, middle], [root]).path).toEqual({ ...missing, at: 1 });
    expect(judge([end, leaf, middle], [root]).path).toEqual({ ...missing, at: 2 });
  });

  test('untrusted: it ends at a root that is no anchor', async () => {
    const other = await issue({ subject: 'CN=Other' });
    expect(judge([leaf, lower, upper, root], [other]).path).toEqual({ kind: 'untrusted', anchor: 'CN=Test Root' });
  });

  test('untrusted: a private authority that does not send its root', async () => {
    const other = await issue({ subject: 'CN=Other' });
    expect(judge([leaf, lower, upper], [other]).path).toEqual({ kind: 'untrusted', anchor: 'CN=Test Root' });
  });

  test("an anchor's name over another key is no anchor", async () => {
    const impostor = await issue({ subject: root.name, isAuthority: true });
    const fake = await issue({ subject: 'CN=www.example.com', issuer: impostor });
    expect(judge([fake], [root]).path).toEqual({ kind: 'untrusted', anchor: 'CN=Test Root' });
    expect(judge([fake, impostor], [root]).path).toEqual({ kind: 'untrusted', anchor: 'CN=Test Root' });
  });

  test('an issuer of the right name whose key did not sign is not the issuer', async () => {
    const impostor = await issue({ subject: lower.name, issuer: upper, isAuthority: true });
    expect(judge([leaf, impostor, upper], [root]).path).toMatchObject({
      kind: 'incomplete',
      missingIssuer: lower.name,
    });
    expect(pathsOf([leaf, impostor, lower, upper], [root])).toEqual([[0, 2, 3]]);
  });

  test('an issuer that is no authority is told as the fault of the path', async () => {
    const plain = await issue({ subject: 'CN=plain', issuer: root });
    const below = await issue({ subject: 'CN=below', issuer: plain });
    const { path, inDate } = judge([below, plain], [root]);
    expect(path).toMatchObject({ paths: [{ certificates: [0, 1], faults: [{ kind: 'not-authority', at: 1 }] }] });
    expect(inDate).toBeUndefined();
  });

  test('two authorities that issued each other, and nobody else', async () => {
    const [a, b] = [await newKeys(), await newKeys()];
    const first = await issue({ subject: 'CN=A', keys: a, isAuthority: true });
    const second = await issue({ subject: 'CN=B', keys: b, issuer: first, isAuthority: true });
    const back = await issue({ subject: 'CN=A', keys: a, issuer: second, isAuthority: true });
    const end = await issue({ subject: 'CN=end', issuer: back });
    expect(judge([end, back, second], [root]).path.kind).toBe('untrusted');
  });
});
