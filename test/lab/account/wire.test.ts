import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readFlatForm, readForm } from '../../../lab/account/wire/form.ts';
import { NamedItems } from '../../../lab/account/wire/value.ts';
import { element } from '../../../lab/account/wire/xml.ts';
import { readXml } from './schema-walk.ts';

describe('XML', () => {
  test('leaves out what is absent, names list items, writes times in ISO 8601', () => {
    const value = {
      Gone: undefined,
      Names: new NamedItems('CNAME', ['a', 'b']),
      Plain: [1, true],
      At: new Date('2026-11-23T03:12:00Z'),
    };
    expect(element('X', value)).toBe(
      '<X><Names><CNAME>a</CNAME><CNAME>b</CNAME></Names><Plain><member>1</member><member>true</member></Plain>' +
        '<At>2026-11-23T03:12:00.000Z</At></X>',
    );
  });

  test('any text stays inside its element and holds no character that XML forbids', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const document = element('X', { Y: text });
        const [inner] = readXml(document).children;
        expect(inner?.name).toBe('Y');
        expect(inner?.text ?? '').toMatch(/^(?:[\t\n\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}])*$/u);
        expect(inner?.text ?? '').not.toMatch(/[<>"']|&(?!#\d+;)/);
      }),
    );
    expect(element('X', 'a\u0000b\uD800c')).toBe('<X>a\uFFFDb\uFFFDc</X>');
    expect(element('X', '<a href="\'">&')).toBe('<X>&#60;a href=&#34;&#39;&#34;&#62;&#38;</X>');
  });
});

describe('a Query form', () => {
  test('becomes lists, maps and structures', () => {
    const body = new URLSearchParams({
      'Names.member.2': 'b',
      'Names.member.1': 'a',
      'Attributes.entry.1.Name': 'k',
      'Attributes.entry.1.Value.DataType': 'String',
      Plain: 'x=1&y',
    });
    expect(readForm(body.toString())).toEqual({
      Names: ['a', 'b'],
      Attributes: { k: { DataType: 'String' } },
      Plain: 'x=1&y',
    });
  });

  test.each(['a=1&a=2', 'a=1&a.b=2', 'a.b=2&a=1', 'L.member.1=a&L.member.3=b', 'M.entry.1.Name=k', 'M.entry.1=k'])(
    '%s is refused',
    (body) => {
      expect(() => readForm(body)).toThrow();
    },
  );

  test("EC2's becomes flat lists and structures", () => {
    const body = new URLSearchParams({
      'GroupId.2': 'b',
      'GroupId.1': 'a',
      'Filter.1.Name': 'k',
      'Filter.1.Value.1': 'v',
      Plain: 'x',
    });
    expect(readFlatForm(body.toString())).toEqual({
      GroupId: ['a', 'b'],
      Filter: [{ Name: 'k', Value: ['v'] }],
      Plain: 'x',
    });
    expect(() => readFlatForm('GroupId.1=a&GroupId.3=b')).toThrow();
  });

  test('names of the prototype are names like any other', () => {
    const parameters = readForm('__proto__.polluted=1&constructor=2');
    expect(Object.keys(parameters)).toEqual(['__proto__', 'constructor']);
    expect(Object.getPrototypeOf(parameters)).toBe(Object.prototype);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });
});
