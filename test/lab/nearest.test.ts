import { expect, test } from '@jest/globals';
import { nearest } from '../../lab/nearest.ts';

const IDS = ['certificate-expired', 'certificate-not-yet-valid', 'healthy', 'alarm-ok', 'port-refused'];

test.each([
  ['certifcate-expird', 'certificate-expired'],
  ['expired', 'certificate-expired'],
  ['helthy', 'healthy'],
  ['refused', 'port-refused'],
])('%s: %s', (wanted, id) => {
  expect(nearest(wanted, IDS)[0]).toBe(id);
});

test('no more than asked for', () => {
  expect(nearest('', IDS, 2)).toHaveLength(2);
});
