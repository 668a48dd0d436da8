import { describe, expect, test } from '@jest/globals';
import { parse } from '../../terminal/arguments.ts';
import { Complaint } from '../../terminal/command.ts';

function complaint(...argv: string[]): string {
  try {
    parse(argv);
  } catch (error) {
    if (error instanceof Complaint) return error.message;
    throw error;
  }
  return 'it was accepted';
}

describe('origin', () => {
  test('asks as CloudFront would by default', () => {
    expect(parse(['origin', 'WWW.Example.com.'])).toMatchObject({
      kind: 'origin',
      json: false,
      colour: true,
      origin: {
        host: 'www.example.com',
        port: 443,
        hostHeaders: [],
        protocols: ['TLSv1.2'],
        policy: 'https-only',
        addressType: 'ipv4',
      },
      surroundings: { allowPrivateAddresses: false, connectTo: [] },
    });
  });

  test('takes every flag', () => {
    const argv = ['origin', '--port', '8443', 'a.example', '--host-header', 'b.example', '--host-header=c.example'];
    argv.push('--protocols', 'tlsv1,TLSv1.2', '--policy', 'match-viewer', '--connect-to', '203.0.113.7');
    argv.push('--connect-to', '[2001:db8::7]', '--resolver', '[2001:db8::1]:5353', '--trust-anchors', 'ca.pem');
    argv.push('--allow-private-addresses', '--timeout', '30', '--evidence', 'out.json', '--json', '--no-color');
    expect(parse(argv)).toEqual({
      kind: 'origin',
      json: true,
      colour: false,
      origin: {
        host: 'a.example',
        port: 8443,
        hostHeaders: ['b.example', 'c.example'],
        protocols: ['TLSv1', 'TLSv1.2'],
        policy: 'match-viewer',
        addressType: 'dualstack',
      },
      surroundings: {
        resolver: '[2001:db8::1]:5353',
        trustAnchors: 'ca.pem',
        allowPrivateAddresses: true,
        timeoutSeconds: 30,
        evidence: 'out.json',
        profile: undefined,
        connectTo: ['203.0.113.7', '2001:db8::7'],
        regions: [],
        memberRoles: [],
        memberRoleName: undefined,
        externalId: undefined,
      },
    });
  });

  test('http-only dials port 80 unless told otherwise', () => {
    expect(parse(['origin', 'a.example', '--policy', 'http-only'])).toMatchObject({ origin: { port: 80 } });
    expect(parse(['origin', 'a.example', '--policy', 'http-only', '--port', '8080'])).toMatchObject({
      origin: { port: 8080 },
    });
  });

  test('an international name is dialled by its ASCII form', () => {
    expect(parse(['origin', 'Bücher.example'])).toMatchObject({ origin: { host: 'xn--bcher-kva.example' } });
  });
});

describe('the other commands', () => {
  test('distribution takes an id or its ARN, and a profile', () => {
    expect(parse(['distribution', 'E2EXAMPLE1234', '--profile', 'prod'])).toMatchObject({
      kind: 'distribution',
      id: 'E2EXAMPLE1234',
      surroundings: { profile: 'prod' },
    });
    expect(parse(['distribution', 'arn:aws:cloudfront::111122223333:distribution/E2EXAMPLE1234'])).toMatchObject({
      id: 'E2EXAMPLE1234',
    });
  });

  test('both look into other accounts and Regions', () => {
    const arn = 'arn:aws:iam::444455556666:role/Reader';
    const flags = ['--member-role', arn, '--member-role', arn, '--member-role-name', 'Reader', '--external-id', 'word'];
    expect(parse(['event', '-', ...flags, '--region', 'eu-west-1', '--region=us-gov-west-1'])).toMatchObject({
      surroundings: {
        memberRoles: [arn],
        memberRoleName: 'Reader',
        externalId: 'word',
        regions: ['eu-west-1', 'us-gov-west-1'],
      },
    });
  });

  test('event reads a file or standard input, replay a file', () => {
    expect(parse(['event', '-'])).toMatchObject({ kind: 'event', path: '-' });
    expect(parse(['replay', 'seen.json', '--json'])).toEqual({
      kind: 'replay',
      path: 'seen.json',
      json: true,
      colour: true,
    });
  });

  test('help and version win over what is missing', () => {
    expect(parse(['--help'])).toEqual({ kind: 'help' });
    expect(parse(['origin', '-h'])).toEqual({ kind: 'help', about: 'origin' });
    expect(parse(['--version'])).toEqual({ kind: 'version' });
  });
});

describe('a complaint says what came, what was wanted and what to type', () => {
  test.each<[string[], RegExp]>([
    [['event', '-', '--member-role', 'Reader'], /--member-role wants an ARN like arn:aws:iam::.*; got "Reader"/],
    [['event', '-', '--member-role-name', 'a/b'], /--member-role-name wants the name of a role.*; got "a\/b"/],
    [['event', '-', '--external-id', '!'], /--external-id wants a word/],
    [['event', '-', '--region', 'Ireland'], /--region wants a code like eu-west-1; got "Ireland"/],
    [
      ['event', '-', ...['a', 'b', 'c', 'd', 'e'].flatMap((word) => ['--region', `${word}a-west-1`])],
      /--region may be given 4 times; got 5/,
    ],
    [['origin', 'a.example', '--region', 'eu-west-1'], /--region says nothing to origin/],
    [[], /no command; want one of: origin, distribution, event, replay/],
    [['orgin', 'a.example'], /no command "orgin"; did you mean origin\?/],
    [['www.example.com'], /did you mean origin www\.example\.com\?/],
    [['E2EXAMPLE1234'], /did you mean distribution E2EXAMPLE1234\?/],
    [['origin'], /origin wants its argument: origin HOST/],
    [['origin', 'a.example', 'b.example'], /wants one argument; got "b\.example" too/],
    [['origin', 'https://shop.example:8443/cart'], /Try: origin shop\.example --port 8443$/],
    [['origin', 'http://shop.example/'], /Try: origin shop\.example --policy http-only$/],
    [['origin', 'shop.example:8443'], /Try: origin shop\.example --port 8443$/],
    [['origin', 'https://shop.example'], /got "https:\/\/shop\.example"\. Try: origin shop\.example$/],
    [['origin', '203.0.113.7'], /wants a name.*Try: origin NAME --connect-to 203\.0\.113\.7/],
    [['origin', 'localhost'], /wants a full host name, like www\.example\.com; got "localhost"/],
    [['origin', '-a.example'], /no flag "-a"/],
    [['origin', 'a..example'], /wants a full host name/],
    [['origin', `${'a'.repeat(64)}.example`], /wants a full host name/],
    [['origin', 'a.example', '--prot', '1'], /no flag "--prot"; did you mean --protocols\?/],
    [['origin', 'a.example', '--prt', '1'], /no flag "--prt"; did you mean --port\?/],
    [['origin', 'a.example', '--port'], /--port wants a value: --port PORT/],
    [['origin', 'a.example', '--port='], /--port wants a value/],
    [['origin', 'a.example', '--port', '--json'], /--port wants a value: --port PORT; got the flag "--json"/],
    [['origin', 'a.example', '--port', '0'], /whole number from 1 to 65535; got "0"/],
    [['origin', 'a.example', '--port', '65536'], /got "65536"/],
    [['origin', 'a.example', '--port', '4e2'], /got "4e2"/],
    [['origin', 'a.example', '--port', '1', '--port', '2'], /--port was given twice/],
    [['origin', 'a.example', '--json=yes'], /--json takes no value; got "yes"/],
    [['origin', 'a.example', '--timeout', '301'], /from 1 to 300; got "301"/],
    [['origin', 'a.example', '--timeout', '0'], /from 1 to 300/],
    [['origin', 'a.example', '--protocols', 'TLSv1.2,TLSv1.3'], /CloudFront offers TLSv1\.3 by itself/],
    [['origin', 'a.example', '--protocols', 'ssl'], /want some of SSLv3,TLSv1,TLSv1\.1,TLSv1\.2; got "ssl"/],
    [['origin', 'a.example', '--policy', 'https'], /https-only, match-viewer, http-only; got "https"/],
    [['origin', 'a.example', '--connect-to', '203.0.113.7:443'], /without a port; got "203\.0\.113\.7:443"/],
    [['origin', 'a.example', '--resolver', 'dns.example:53'], /like 192\.0\.2\.1:53/],
    [['origin', 'a.example', '--resolver', '192.0.2.1:70000'], /--resolver wants IP:PORT/],
    [
      ['origin', 'a.example', '--profile', 'prod'],
      /--profile says nothing to origin; it goes with distribution, event/,
    ],
    [['replay', 'x.json', '--timeout', '3'], /--timeout says nothing to replay/],
    [['distribution', 'www.example.com'], /for a host ask: origin www\.example\.com/],
    [['distribution', 'e2example1234'], /did you mean E2EXAMPLE1234\?/],
    [['--constructor'], /no flag "--constructor"/],
    [['origin', 'a.example', '--host-header', 'https://b.example/'], /Try: --host-header b\.example$/],
    [['origin', '\u001b[2Jx'], /got "\\u\{1b\}\[2Jx"/],
  ])('%j', (argv, wanted) => {
    expect(complaint(...argv)).toMatch(wanted);
  });
});

test.each([
  ['192.0.2.1', '192.0.2.1:53'],
  ['192.0.2.1:5300', '192.0.2.1:5300'],
  ['2001:db8::1', '[2001:db8::1]:53'],
  ['[2001:db8::1]', '[2001:db8::1]:53'],
])('--resolver %s asks %s', (given, asked) => {
  expect(parse(['origin', 'a.example', '--resolver', given])).toMatchObject({ surroundings: { resolver: asked } });
});
