/** What could steer a terminal, a mail or a reader's eye: controls, invisible marks, text direction, lone surrogates, unassigned. */
const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}]/gu;

/** What stands in for the rest of a text that was cut. */
const CUT = '…';

/**
 * Text from a server or a certificate, made safe to show: whatever does not print becomes `\u{XX}`, and the whole is at
 * most `max` characters (UTF-16 units), the mark of the cut included.
 */
export function escapeText(text: string, max: number): string {
  const escaped = text.slice(0, max + 1).replace(UNPRINTABLE, escapeCharacter);
  if (text.length <= max && escaped.length <= max) return escaped;
  const cut = escaped.slice(0, max - CUT.length);
  return `${cut.replace(/[\uD800-\uDBFF]$/, '')}${CUT}`;
}

function escapeCharacter(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()}}`;
}

/** Bytes as printable ASCII, everything else as `\xNN`; only the first `max` bytes. */
export function printable(bytes: Uint8Array, max = 64): string {
  return Array.from(bytes.subarray(0, max), escapeByte).join('');
}

function escapeByte(byte: number): string {
  const prints = byte >= 0x20 && byte < 0x7f && byte !== 0x5c;
  return prints ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`;
}
