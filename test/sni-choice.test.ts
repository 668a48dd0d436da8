import { describe, expect, test } from '@jest/globals';
import type { Listener, ManagedCertificate } from '../lambda/model/load-balancer.ts';
import { preferredTo, sniChoice } from '../lambda/sni-choice.ts';
import { certificate, EXAMINED_AT, listener, managedCertificate, observed, target, unavailable } from './evidence.ts';

const NAME = 'origin.example.com';
const PAST = '2026-11-01T00:00:00.000Z';

const rsa = managedCertificate({ arn: 'arn:rsa', serial: '01' });
const ec = managedCertificate({ arn: 'arn:ec', serial: '02', keyAlgorithm: 'EC_prime256v1' });
const other = managedCertificate({ arn: 'arn:other', names: ['other.example.com'] });

type Listed = Listener['certificates'][number];
const standard = (arn: string, more: Partial<Listed> = {}): Listed => ({ arn, isDefault: true, ...more });
const listed = (...arns: readonly string[]): Listed[] => arns.map((arn) => ({ arn, isDefault: false }));

const choose = (certificates: readonly Listed[], managed: readonly ManagedCertificate[], name = NAME) => {
  const { shown, rivals } = sniChoice(name, { certificates }, managed, EXAMINED_AT);
  return { shown: shown.map(({ arn }) => arn), rivals: rivals.map(({ arn }) => arn) };
};

describe('the certificate that a listener shows for a name', () => {
  test.each<[string, [ManagedCertificate, ManagedCertificate]]>([
    ['ECDSA before RSA', [rsa, ec]],
    ['ECDSA before RSA, expired or not', [rsa, { ...ec, notAfter: PAST }]],
    [
      'of the same kind the one in date',
      [
        { ...rsa, keyAlgorithm: 'RSA_4096', notAfter: PAST },
        { ...rsa, arn: 'b' },
      ],
    ],
    [
      'then the stronger hash',
      [
        { ...ec, keyAlgorithm: 'EC_secp384r1', signatureAlgorithm: 'SHA256WITHECDSA' },
        { ...ec, arn: 'b', signatureAlgorithm: 'SHA384WITHECDSA' },
      ],
    ],
    ['then the longer key', [ec, { ...ec, arn: 'b', keyAlgorithm: 'EC_secp384r1' }]],
  ])('of several is %s', (_rule, [worse, better]) => {
    const certificates = [standard('arn:other'), ...listed(worse.arn, better.arn)];
    expect(choose(certificates, [other, worse, better])).toEqual({ shown: [better.arn], rivals: [worse.arn] });
  });

  test('of two that rank alike is either', () => {
    const twin = { ...rsa, arn: 'arn:twin', notAfter: '2027-01-01T00:00:00.000Z' };
    const certificates = [standard('arn:other'), ...listed('arn:rsa', 'arn:twin')];
    expect(choose(certificates, [other, rsa, twin])).toEqual({ shown: ['arn:rsa', 'arn:twin'], rivals: [] });
  });

  test('is the default one where none on the list has the name', () => {
    const certificates = [standard('arn:other'), ...listed('arn:rsa')];
    expect(choose(certificates, [other, rsa], 'www.example.com').shown).toEqual(['arn:other']);
  });

  test('is not the default one, though it is better, unless that is on the list as well', () => {
    const certificates = (more: Partial<Listed>) => [standard('arn:ec', more), ...listed('arn:rsa')];
    expect(choose(certificates({}), [ec, rsa]).shown).toEqual(['arn:rsa']);
    expect(choose(certificates({ alsoListed: true }), [ec, rsa]).shown).toEqual(['arn:ec']);
  });

  test('covers by a wildcard', () => {
    const wild = { ...rsa, names: ['*.example.com'] };
    expect(choose([standard('arn:other'), ...listed('arn:rsa')], [other, wild]).shown).toEqual(['arn:rsa']);
  });

  test('is not known where the default one that decides was not described', () => {
    expect(choose([standard('arn:unseen'), ...listed('arn:rsa')], [rsa], 'x.example.net').shown).toEqual([]);
    expect(choose([], []).shown).toEqual([]);
  });
});

describe('why a certificate was shown and not another', () => {
  const expired = { ...ec, notAfter: PAST };
  const state = observed(listener({ certificates: [standard('arn:other'), ...listed('arn:rsa', 'arn:ec')] }));
  const all = observed([other, rsa, expired]);
  const served = { leaf: certificate({ serial: '02' }), target: target({ serverName: NAME }) };

  test('names the one that would be shown without it, and the rule', () => {
    expect(preferredTo(served, { listener: state, certificates: all, examinedAt: EXAMINED_AT })).toBe(
      ' The listener prefers it (EC_prime256v1) to arn:rsa (RSA_2048, until 1 Jun 2027, 23:59 UTC), which covers the name too: ECDSA comes before RSA, whatever the dates. Without it that one is shown.',
    );
  });

  test('is silent where there is no other, where another was served, or where the list was not seen', () => {
    const seen = { listener: state, certificates: all, examinedAt: EXAMINED_AT };
    expect(preferredTo({ ...served, leaf: certificate({ serial: '77' }) }, seen)).toBe('');
    expect(preferredTo({ ...served, target: target({ serverName: 'other.example.com' }) }, seen)).toBe('');
    expect(preferredTo(served, { ...seen, certificates: unavailable() })).toBe('');
  });
});
