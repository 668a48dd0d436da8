import { expect, test } from '@jest/globals';
import { toMutes } from '../../lambda/keep/mutes.ts';

const NOW = Date.parse('2026-11-23T12:00:00Z');
const S = (until: string) => ({ S: until });

test('what can be understood and lies ahead is in force, whatever else stands in the item', () => {
  const item = {
    id: S('mutes'),
    EDFDVBD632BHDS5: S('2026-11-23T18:00:00Z'),
    'certificate-expired': S('2026-11-24T06:00:00+01:00'),
    E1OVER00000000: S('2026-11-23T11:59:59Z'),
    E2FOREVER00000: S('2027-11-23T12:00:00Z'),
    E3NONSENSE0000: S('until I say so'),
    E4NUMBER000000: { N: '1795464000' },
    'not a name': S('2026-11-23T18:00:00Z'),
  };
  expect(toMutes(item, NOW)).toEqual([
    { what: 'EDFDVBD632BHDS5', until: '2026-11-23T18:00:00.000Z' },
    { what: 'certificate-expired', until: '2026-11-24T05:00:00.000Z' },
  ]);
  expect(toMutes({}, NOW)).toEqual([]);
});
