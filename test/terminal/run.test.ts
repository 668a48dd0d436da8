import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { FLAGS } from '../../terminal/flags.ts';
import { busy, CASES, denied, healthy, lone, mismatch, renewal, unread } from '../report/diagnoses.ts';
import { engineOf, ran } from './streams.ts';

const ESCAPE = '\u001b';

describe('exit status', () => {
  test.each([
    ['no fault', healthy, 0],
    ['a proven fault', renewal, 1],
    ['a likely fault', mismatch, 1],
    ['an origin that answers 5xx', busy, 1],
    ['inconclusive', denied, 3],
    ['a distribution that cannot be read', unread, 2],
  ])('%s', async (_what, one, status) => {
    expect((await ran(['distribution', 'E2EXAMPLE1234'], engineOf(one))).status).toBe(status);
  });

  test('a distribution that cannot be read says why on standard error, and how to lift it in the report', async () => {
    const { out, err } = await ran(['distribution', 'E2EXAMPLE1234'], engineOf(unread));
    expect(err).toContain('could not read the distribution: cloudfront:GetDistribution was denied');
    expect(out).toContain('"cloudfront:GetDistribution"');
  });

  test('a call without credentials says how to sign in; another that only names some does not', async () => {
    const without = (reason: string) => ({
      ...unread,
      evidence: { ...unread.evidence, distribution: { status: 'unavailable' as const, reason } },
    });
    const told = async (reason: string) =>
      (await ran(['distribution', 'E2EXAMPLE1234'], engineOf(without(reason)))).err;
    expect(await told('cloudfront:GetDistribution: no usable AWS credentials: none found')).toContain('sign in first');
    expect(await told('cloudfront:GetDistribution: AWS did not accept the credentials (ExpiredToken): x')).toContain(
      'sign in first',
    );
    expect(await told('cloudfront:GetDistribution failed: Credential-less: x')).not.toContain('sign in first');
  });

  test('an examination that fails outright', async () => {
    const engine = {
      ...engineOf(renewal),
      examineDistribution: () => Promise.reject(new Error('no credentials\u001b[2J')),
    };
    const { status, out, err } = await ran(['distribution', 'E2EXAMPLE1234'], engine);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toMatch(/^no credentials\\u\{1b\}\[2J\n$/);
  });

  test('what the engine says over several lines stays so', async () => {
    const engine = {
      ...engineOf(renewal),
      examineEvent: () => Promise.reject(new Error('no alarm\nwanted one of:\n- SNS\r')),
    };
    const { err } = await ran(['event', '-'], engine, { files: { '-': '{}' } });
    expect(err).toBe('no alarm\nwanted one of:\n- SNS\\u{d}\n');
  });

  test('a command line that is wrong: what, and where the help is', async () => {
    const { status, out, err } = await ran(['origin', 'a.example', '--prt', '1'], engineOf(renewal));
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toBe('there is no flag "--prt"; did you mean --port?\nsee: origin-responder --help\n');
  });
});

describe('for people', () => {
  test('the path first, then the verdict', async () => {
    const { out } = await ran(['distribution', 'E2EXAMPLE1234'], engineOf(renewal));
    expect(out.split('\n').slice(0, 9)).toEqual([
      'viewer → CloudFront E2EXAMPLE1234',
      '├─ origin.shop.example → shop-alb-1234567890.eu-west-1.elb.amazonaws.com',
      '│  ├─ 203.0.113.7:443 ✗ acm renewal failed',
      '│  └─ 203.0.113.8:443 ✗ acm renewal failed',
      '└─ media.shop.example',
      '   ├─ 198.51.100.4:443 ✗ certificate expired',
      '   └─ 198.51.100.5:443 ✓ TLSv1.3',
      '',
      'origin.shop.example: certificate expired 2 days ago, ACM could not renew it.',
    ]);
  });

  test('plain characters where the locale knows no others', async () => {
    const { out } = await ran(['distribution', 'E2EXAMPLE1234'], engineOf(renewal), { env: { LANG: 'C' } });
    expect(out).toMatch(/^[\n -~]+$/);
    expect(out).toContain('|  `- 203.0.113.8:443 X acm renewal failed');
  });

  test.each([
    ['red', renewal, 31],
    ['yellow', mismatch, 33],
    ['yellow', denied, 33],
    ['green', healthy, 32],
  ])('the verdict is %s on a terminal', async (_colour, one, code) => {
    const { out } = await ran(['distribution', 'E2EXAMPLE1234'], engineOf(one), { tty: true });
    const verdict = out.split('\n\n')[1];
    expect(verdict).toContain(`${ESCAPE}[${code}m`);
  });

  test.each([
    ['not on a terminal', {}, []],
    ['NO_COLOR', { tty: true, env: { NO_COLOR: '1', LANG: 'en_GB.UTF-8' } }, []],
    ['--no-color', { tty: true }, ['--no-color']],
    ['a dumb terminal', { tty: true, env: { TERM: 'dumb', LANG: 'C.UTF-8' } }, []],
  ])('no colours: %s', async (_why, setting, more) => {
    const { out } = await ran(['distribution', 'E2EXAMPLE1234', ...more], engineOf(renewal), setting);
    expect(out).not.toContain(ESCAPE);
  });

  test.each(Object.entries(CASES))('%s stays within 80 columns, commands aside', async (_name, one) => {
    const { out } = await ran(['origin', 'a.example'], engineOf(one));
    const wide = out.split('\n').filter((line) => [...line].length > 80 && line.trim().includes(' '));
    expect(wide.filter((line) => !/^ {2}(aws|openssl|npm|dig) /.test(line))).toEqual([]);
  });

  test('help in 80 columns, for everything and for one command', async () => {
    for (const argv of [['--help'], ['origin', '--help'], ['distribution', '-h'], ['event', '-h'], ['replay', '-h']]) {
      const { status, out } = await ran(argv, engineOf(renewal));
      expect(status).toBe(0);
      for (const line of out.split('\n')) expect([...line].length).toBeLessThanOrEqual(80);
    }
    const { out } = await ran(['replay', '--help'], engineOf(renewal));
    expect(out).toContain('--json');
    expect(out).not.toContain('--resolver');
  });

  test('the version', async () => {
    expect(await ran(['--version'], engineOf(renewal))).toMatchObject({ status: 0, out: '1.2.3\n' });
  });
});

describe('for machines', () => {
  test('--json prints the diagnosis and nothing else, and keeps still', async () => {
    const { status, out, err } = await ran(['origin', 'a.example', '--json'], engineOf(lone));
    expect(status).toBe(1);
    expect(JSON.parse(out)).toEqual(JSON.parse(JSON.stringify(lone.diagnosis)));
    expect(err).toBe('');
  });

  test('several distributions are as many lines of JSON', async () => {
    const engine = { ...engineOf(renewal), examineEvent: async () => [renewal.evidence, renewal.evidence] };
    const { out } = await ran(['event', '-', '--json'], engine, { files: { '-': '{}' } });
    expect(
      out
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).schemaVersion),
    ).toEqual([1, 1]);
  });
});

describe('progress', () => {
  test('is plain lines on standard error', async () => {
    const { err, out } = await ran(['origin', 'a.example'], engineOf(renewal));
    expect(err).toBe('looking up origin.shop.example\ndialling 2 addresses\n');
    expect(out).not.toContain('dialling');
  });

  test('is one line that changes on a terminal, gone at the end', async () => {
    const { err } = await ran(['origin', 'a.example'], engineOf(renewal), { tty: true });
    expect(err).not.toContain('\n');
    expect(err).toContain('dialling 2 addresses');
    expect(err.endsWith(`\r${ESCAPE}[2K`)).toBe(true);
  });

  test('cannot be made to move the cursor, nor to be wider than the terminal', async () => {
    const engine = engineOf(renewal);
    const examineOrigin: typeof engine.examineOrigin = async (options, world, signal, tell) => {
      tell(`dialling \n\u001b[9A${'x'.repeat(500)}`);
      return engine.examineOrigin(options, world, signal, () => {});
    };
    const { err } = await ran(['origin', 'a.example'], { ...engine, examineOrigin }, { tty: true });
    const shown = err.split(`${ESCAPE}[2K`)[1] ?? '';
    expect(shown).toContain('dialling \\u{a}\\u{1b}[9A');
    expect(shown.replace('\r', '').length).toBeLessThan(80);
  });
});

test('whatever is typed, it ends with a status and never throws', async () => {
  const flags = Object.keys(FLAGS).map((name) => `--${name}`);
  const word = fc.oneof(
    fc.constantFrom(
      'origin',
      'distribution',
      'event',
      'replay',
      'a.example',
      'E2EXAMPLE1234',
      '-',
      '--',
      '443',
      '-h',
      '=',
      ...flags,
    ),
    fc.constantFrom(...flags).chain((flag) => fc.string().map((value) => `${flag}=${value}`)),
    fc.string({ unit: 'binary' }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(word, { maxLength: 6 }), async (argv) => {
      const { status, out, err } = await ran(argv, engineOf(healthy), { files: { '-': '{}' } });
      if (status === 2) expect(err).not.toBe('');
      else expect([0, status, out !== '']).toEqual([0, 0, true]);
      expect(err).not.toMatch(/(?!\n)\p{Cc}/u);
    }),
    { numRuns: 400 },
  );
});
