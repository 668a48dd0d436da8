/** A context value that cannot be used. The message is one sentence: what was got, what was wanted. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

/** `-c x=a,b` on the command line, a list or one value in cdk.json. */
export function list(name: string, value: unknown): string[] {
  const items: readonly unknown[] = Array.isArray(value) ? value : value === undefined ? [] : [value];
  const words = items.map((item) => {
    if (typeof item === 'string') return item;
    throw new ConfigError(`${name} holds ${quote(item)}, but text was wanted`);
  });
  return words
    .flatMap((word) => word.split(','))
    .map((word) => word.trim())
    .filter((word) => word !== '');
}

/** As it would stand in cdk.json; what cannot stand there is told by its kind. */
export function quote(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null
    ? JSON.stringify(value)
    : `a value of type ${Array.isArray(value) ? 'list' : typeof value}`;
}
