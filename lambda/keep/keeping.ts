/**
 * Makes a thing once for each owner, and keeps it as long as the owner lives: an AWS client keeps its connections, so it is
 * made once for the settings of a world.
 */
export function keeping<T>(): (owner: object, make: () => Promise<T>) => Promise<T> {
  const made = new WeakMap<object, Promise<T>>();
  return (owner, make) => {
    const known = made.get(owner) ?? make();
    made.set(owner, known);
    return known;
  };
}
