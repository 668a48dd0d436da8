import { describe, expect, test } from '@jest/globals';
import { steeringOf } from '../../lambda/cloudfront/steering.ts';

const NOTHING = { ids: [], names: [], computes: false };
const named = (domainName: string) => ({ ...NOTHING, names: [{ domainName }] });
const OPEN = { ...NOTHING, computes: true };
const CUSTOM = "customOriginConfig: { port: 8080, protocol: 'http', sslProtocols: ['TLSv1.2', 'TLSv1.1'] }";

describe('origins that are spelt out in the code of a function', () => {
  test.each([
    ["cf.updateRequestOrigin({ domainName: 'Origin.Example.com.' });", named('origin.example.com')],
    [
      'cf.updateRequestOrigin({\n  "domainName" : "a.example.com",\n  "timeouts": { "readTimeout": 30 } });',
      named('a.example.com'),
    ],
    ['cf.updateRequestOrigin({ timeouts: { readTimeout: 5 } })', NOTHING],
    ["cf.selectRequestOriginById('blue')", { ...NOTHING, ids: ['blue'] }],
    [
      "cf.createRequestOriginGroup({ originIds: [{ originId: 'a' }, { originId: 'b' }], failoverCriteria: { statusCodes: [500] } })",
      { ...NOTHING, ids: ['a', 'b'] },
    ],
  ])('%s', (code, steering) => expect(steeringOf(code)).toEqual(steering));

  test('with the connection that the code names', () => {
    const custom = { protocol: 'http', port: 8080, sslProtocols: ['TLSv1.2', 'TLSv1.1'] };
    expect(steeringOf(`cf.updateRequestOrigin({ domainName: 'a.example.com', ${CUSTOM} })`).names).toEqual([
      { domainName: 'a.example.com', custom },
    ]);
  });

  test('each once, and comments are not code', () => {
    const code = `
      // cf.updateRequestOrigin({ domainName: 'old.example.com' });
      /* cf.selectRequestOriginById('old') */
      const url = 'https://example.com'; // not the end
      if (a) cf.updateRequestOrigin({ domainName: 'a.example.com' }); else cf.updateRequestOrigin({ domainName: 'a.example.com' });
      cf.selectRequestOriginById("green");`;
    expect(steeringOf(code)).toEqual({ ids: ['green'], names: [{ domainName: 'a.example.com' }], computes: false });
  });
});

describe('what the text does not tell is left open', () => {
  test.each([
    'cf.updateRequestOrigin({ domainName: host });',
    'cf.updateRequestOrigin({ domainName: `a.example.com` });',
    "cf.updateRequestOrigin({ domainName: 'a.' + zone });",
    "cf.updateRequestOrigin({ ...settings, domainName: 'a.example.com' });",
    "cf.updateRequestOrigin({ domainName: 'a.example.com', hostHeader: 'b.example.com' });",
    "cf.updateRequestOrigin({ domainName: 'a.example.com', allowedCertificateNames: ['*.example.com'] });",
    "cf.updateRequestOrigin({ domainName: 'a.example.com', customOriginConfig: settings });",
    "cf.updateRequestOrigin({ domainName: 'a.example.com', customOriginConfig: { port, protocol: 'http', sslProtocols: [] } });",
    `cf.updateRequestOrigin({ ${CUSTOM} });`,
    "cf.updateRequestOrigin({ domainName: 'no name' });",
    "cf.updateRequestOrigin({ domainName: '127.0.0.1' });",
    'cf.updateRequestOrigin(origin);',
    "cf.updateRequestOrigin({ domainName: 'a.example.com'",
    'const steer = cf.updateRequestOrigin;',
    "cf.selectRequestOriginById(request.uri.startsWith('/a') ? 'a' : 'b')",
    "cf.selectRequestOriginById('a', { hostHeader: 'b.example.com' })",
    "cf.createRequestOriginGroup({ originIds: [{ originId: 'a' }, { originId: next }] })",
  ])('%s', (code) => expect(steeringOf(code)).toEqual(OPEN));

  test('beside what it does tell', () => {
    const code =
      "cf.selectRequestOriginById('a'); cf.selectRequestOriginById(b); cf.updateRequestOrigin({ domainName: c });";
    expect(steeringOf(code)).toEqual({ ids: ['a'], names: [], computes: true });
  });

  test('beyond four of a kind', () => {
    const code = ['a', 'b', 'c', 'd', 'e'].map((id) => `cf.selectRequestOriginById('${id}');`).join('\n');
    expect(steeringOf(code)).toEqual({ ids: ['a', 'b', 'c', 'd'], names: [], computes: true });
  });

  test('and no text takes long', () => {
    for (const piece of ['/*', "'", '`', 'updateRequestOrigin(', 'domainName:', '("']) {
      expect(steeringOf(piece.repeat(16_384 / piece.length))).toMatchObject({ ids: [], names: [] });
    }
  });
});
