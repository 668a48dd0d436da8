import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { findPath, parseAnchors } from '../../lambda/tls/path.ts';
import { type Issued, issue, issueChain, newKeys } from './authority.ts';
import { judge } from './judge.ts';

let root: Issued;
let upper: Issued;
let lower: Issued;
let leaf: Issued;

beforeAll(async () => {
  ({ root, upper, lower, leaf } = await issueChain());
});

describe('hostile chains end soon', () => {
  test('a hundred authorities of one name, and of one key or each of its own', async () => {
    const keys = await newKeys();
    const issuer = await issue({ subject: 'CN=Same', keys, isAuthority: true });
    const oneKey = await Promise.all(
      Array.from({ length: 99 }, () => issue({ subject: 'CN=Same', keys, issuer, isAuthority: true })),
    );
    const ownKeys = await Promise.all(
      Array.from({ length: 99 }, () => issue({ subject: 'CN=Same', isAuthority: true })),
    );
    const end = await issue({ subject: 'CN=end', issuer });
    expect(judge([end, ...oneKey], [root]).path.kind).toBe('untrusted');
    expect(judge([end, ...ownKeys], [root]).path.kind).not.toBe('trusted');
  });

  test('layers of authorities that all issued each other', async () => {
    const layers = 10;
    const keys = await Promise.all(Array.from({ length: layers }, newKeys));
    const sent: Issued[] = [];
    for (const [at, own] of keys.entries()) {
      for (const above of keys.slice(at + 1)) {
        const issuer = { name: `CN=Layer ${keys.indexOf(above)}`, keys: above, der: Buffer.alloc(0), pem: '' };
        sent.push(await issue({ subject: `CN=Layer ${at}`, keys: own, issuer, isAuthority: true }));
      }
    }
    const [first] = sent;
    if (!first) throw new Error('nothing issued');
    expect(judge([first, ...sent], [root]).path.kind).not.toBe('trusted');
  });

  test('any selection in any order never throws, and is trusted only with the leaf’s whole path', () => {
    const pool = [root, upper, lower, leaf];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(0, 1, 2, 3), { maxLength: 6 }), (picked) => {
        const sent = [leaf, ...picked.flatMap((at) => pool[at] ?? [])];
        const { path } = judge(sent, [root]);
        expect(path.kind === 'trusted').toBe(picked.includes(1) && picked.includes(2));
      }),
      { numRuns: 60 },
    );
  });

  test('no certificates at all', () => {
    expect(findPath([], parseAnchors([root.pem])).kind).toBe('untrusted');
  });
});
