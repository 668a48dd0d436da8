import { beforeAll, describe, expect, test } from '@jest/globals';
import { judgedChain } from '../../lambda/gather/judged-chain.ts';
import { parseAnchors } from '../../lambda/tls/path.ts';
import { type Issued, issueChain } from '../tls/authority.ts';

let sent: Buffer[];
let root: Issued;

beforeAll(async () => {
  const { leaf, lower, upper, root: top } = await issueChain();
  root = top;
  sent = [leaf, lower, upper].map(({ der }) => Buffer.from(der));
});

describe('a chain that was read before', () => {
  test('is not read again, and is the same', () => {
    const anchors = parseAnchors([root.pem]);
    const first = judgedChain(sent, ['a.example'], anchors);
    expect(first?.path.kind).toBe('trusted');
    expect(
      judgedChain(
        sent.map((der) => Buffer.from(der)),
        ['a.example'],
        anchors,
      ),
    ).toBe(first);
  });

  test('is another one for other names, other anchors, or in another order', () => {
    const anchors = parseAnchors([root.pem]);
    const first = judgedChain(sent, ['a.example'], anchors);
    expect(judgedChain(sent, ['b.example'], anchors)).not.toBe(first);
    expect(judgedChain(sent, ['a.example'], parseAnchors([]))?.path.kind).not.toBe('trusted');
    const turned = judgedChain(sent.toReversed(), ['a.example'], anchors);
    expect(turned?.chain.map(({ subject }) => subject)).toEqual(
      first?.chain.map(({ subject }) => subject).toReversed(),
    );
  });

  test('one byte moved from one certificate to the next makes another chain', () => {
    const anchors = parseAnchors([root.pem]);
    const [leaf = Buffer.of(), ...rest] = sent;
    expect(judgedChain([Buffer.concat([leaf, rest[0] ?? Buffer.of()]), ...rest.slice(1)], [], anchors)).not.toBe(
      judgedChain(sent, [], anchors),
    );
  });

  test('what cannot be read is not judged, and nothing is remembered of it', () => {
    const anchors = parseAnchors([root.pem]);
    expect(judgedChain([Buffer.of(1, 2, 3)], [], anchors)).toBeUndefined();
    expect(judgedChain([], [], anchors)).toBeUndefined();
  });

  test('many chains do not fill the memory: an old one is judged anew', () => {
    const anchors = parseAnchors([root.pem]);
    const first = judgedChain(sent, ['0.example'], anchors);
    for (let n = 1; n <= 64; n += 1) judgedChain(sent, [`${n}.example`], anchors);
    const again = judgedChain(sent, ['0.example'], anchors);
    expect(again).not.toBe(first);
    expect(again).toEqual(first);
  });
});
