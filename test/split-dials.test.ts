import { describe, expect, test } from '@jest/globals';
import { failingAddresses, partly, pooledAddress, reach, served, where } from '../lambda/dials.ts';
import { completedDial } from './evidence.ts';

/** So many handshakes to one address that ended alike. */
const times = (count: number, at: Parameters<typeof completedDial>[0] = {}) => ({ ...completedDial(at), times: count });

describe('handshakes to one address of which some fail', () => {
  const [good, bad] = [times(3), times(1)];

  test('are told by how many of how many, and where', () => {
    expect(where([bad], [good, bad])).toBe(' on 1 of 4 handshakes to 203.0.113.7');
    expect(reach([bad], [good, bad])).toEqual({ failing: 1, seen: 4, of: ['1 of 4 handshakes to 203.0.113.7'] });
    expect(partly([bad], [good, bad])).toBe(
      ' 1 of 4 handshakes to 203.0.113.7 ended so: several servers seem to answer there, and requests fail now and then.',
    );
    expect(pooledAddress([bad], [good, bad])).toBe('203.0.113.7');
    expect(failingAddresses([bad], [good, bad])).toEqual([]);
  });

  test('beside an address that is well', () => {
    const eight = times(4, { address: '203.0.113.8' });
    expect(where([bad], [good, bad, eight])).toBe(' on 1 of 4 handshakes to 203.0.113.7');
    expect(reach([bad], [good, bad, eight])).toMatchObject({ failing: 1, seen: 8 });
  });

  test('beside an address that is not well at all', () => {
    const eight = times(4, { address: '203.0.113.8' });
    expect(where([bad, eight], [good, bad, eight])).toBe(' on 5 of 8 handshakes');
    expect(reach([bad, eight], [good, bad, eight]).of).toEqual([
      '1 of 4 handshakes to 203.0.113.7',
      '4 of 4 handshakes to 203.0.113.8',
    ]);
  });

  test('with the name, where several are dialled', () => {
    const www = completedDial({ serverName: 'www.example.com' });
    expect(where([bad], [good, bad, www])).toBe(' on 1 of 4 handshakes to 203.0.113.7 for origin.example.com');
  });

  test('are as many as were made where all of them fail, and told as before', () => {
    expect(where([times(4)], [times(4)])).toBe('');
    const [seven, eight] = [times(4), times(4, { address: '203.0.113.8' })];
    expect(where([eight], [seven, eight])).toBe(' on 1 of 2 addresses');
    expect(pooledAddress([eight], [seven, eight])).toBeUndefined();
  });

  test('keep their number with what was served', () => {
    expect(served({ dials: [good, bad], omitted: [] }).map((one) => one.times)).toEqual([3, 1]);
    expect(served({ dials: [completedDial()], omitted: [] })[0]).not.toHaveProperty('times');
  });
});
