const MAX_KEYS = 12;

/** What an event is, in words: its shape and the names of its fields, never their values, which may be secrets. */
export function whatCame(event: unknown): string {
  if (event === null) return 'null';
  if (Array.isArray(event)) return `a list of ${event.length}`;
  if (typeof event === 'string') return `a text of ${event.length} characters`;
  if (typeof event !== 'object') return event === undefined ? 'nothing' : `a ${typeof event}`;
  const keys = Object.keys(event);
  if (keys.length === 0) return 'an empty object';
  const spelt = keys.slice(0, MAX_KEYS).map((key) => JSON.stringify(key.replace(/[^\x20-\x7e]/g, '?').slice(0, 40)));
  const more = keys.length > MAX_KEYS ? ` and ${keys.length - MAX_KEYS} more` : '';
  return `an object with ${spelt.join(', ')}${more}`;
}
