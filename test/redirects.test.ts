import { expect, test } from '@jest/globals';
import { redirectTo } from '../lambda/redirects.ts';

const asked = { scheme: 'http', host: 'www.example.com', port: 80, path: '/a/b' } as const;
const KEPT = { kind: 'redirect', protocol: '#{protocol}', host: '#{host}', port: '#{port}', path: '/#{path}' } as const;

test.each([
  [{}, 'http://www.example.com/a/b'],
  [{ protocol: 'HTTPS', port: '443' }, 'https://www.example.com/a/b'],
  [{ host: 'new.#{host}', path: '/moved/#{path}', port: '8080' }, 'http://new.www.example.com:8080/moved/a/b'],
] as const)('a redirect with %j leads to %s', (parts, url) => {
  expect(redirectTo({ ...KEPT, ...parts }, asked)?.href).toBe(url);
});

test('what is no URL leads nowhere', () => {
  expect(redirectTo({ ...KEPT, port: 'all' }, asked)).toBeUndefined();
});
