/**
 * As much of EventBridge's matching as our rule uses: exact values, `exists`, `wildcard`, `$or`; arrays in the event match
 * when any element does. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export function matches(pattern: object, event: unknown): boolean {
  return Object.entries(pattern).every(([key, wanted]) => {
    if (key === '$or') return wanted.some((one: object) => matches(one, event));
    const values = at(event, key);
    if (!Array.isArray(wanted)) return values.some((value) => matches(wanted, value));
    return wanted.some((one: unknown) => matchesLeaf(one, values));
  });
}

function at(event: unknown, key: string): unknown[] {
  const holders = Array.isArray(event) ? event : [event];
  return holders.flatMap((holder) => {
    if (typeof holder !== 'object' || holder === null || !(key in holder)) return [];
    const value = Reflect.get(holder, key);
    return Array.isArray(value) ? value : [value];
  });
}

function matchesLeaf(wanted: unknown, values: readonly unknown[]): boolean {
  if (typeof wanted !== 'object' || wanted === null) return values.includes(wanted);
  if ('exists' in wanted) return wanted.exists === values.length > 0;
  if (!('wildcard' in wanted)) throw new Error(`no such operator: ${JSON.stringify(wanted)}`);
  const parts = String(wanted.wildcard)
    .split('*')
    .map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'));
  const expression = new RegExp(`^${parts.join('.*')}$`, 's');
  return values.some((value) => typeof value === 'string' && expression.test(value));
}
