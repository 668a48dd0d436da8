import { expect, test } from '@jest/globals';
import { parse } from '../../terminal/arguments.ts';
import { standIn } from '../../terminal/stand-in.ts';

function around(...argv: string[]) {
  const command = parse(['origin', ...argv]);
  if (command.kind !== 'origin') throw new Error('an origin was asked for');
  return standIn(command.origin, 'other');
}

test('one host becomes a distribution of one origin and one behavior that reaches it', () => {
  const { origins, behaviors, aliases, domainName, enabled } = around('a.example', '--port', '8443');
  expect({ aliases, domainName, enabled }).toEqual({ aliases: [], domainName: '', enabled: true });
  expect(behaviors).toMatchObject([
    { isDefault: true, targetOriginId: 'a.example', hostForwarding: { kind: 'not-forwarded' } },
  ]);
  expect(origins).toMatchObject([
    {
      id: 'a.example',
      domainName: 'a.example',
      connection: { protocolPolicy: 'https-only', httpsPort: 8443, httpPort: 80 },
    },
  ]);
});

test('a host header means that the behavior forwards Host, and the names are its aliases', () => {
  const { aliases, behaviors } = around('a.example', '--host-header', 'www.example');
  expect(aliases).toEqual(['www.example']);
  expect(behaviors[0]?.hostForwarding.kind).toBe('forwarded');
});

test('over http the port is the HTTP port', () => {
  expect(around('a.example', '--policy', 'http-only', '--port', '8080').origins[0]?.connection).toMatchObject({
    protocolPolicy: 'http-only',
    httpPort: 8080,
    httpsPort: 443,
  });
});

test('an IPv6 address to connect to is dialled', () => {
  expect(around('a.example').origins[0]?.connection).toMatchObject({ addressType: 'ipv4' });
  expect(around('a.example', '--connect-to', '2001:db8::7').origins[0]?.connection).toMatchObject({
    addressType: 'dualstack',
  });
});
