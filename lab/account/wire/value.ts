/** A list whose items have an element name of their own in XML, as REST-XML services have them (`Origin`, `CNAME`). */
export class NamedItems {
  readonly name: string;
  readonly items: readonly Wire[];

  constructor(name: string, items: readonly Wire[]) {
    this.name = name;
    this.items = items;
  }
}

/** What a service answers, under AWS's member names; each wire format writes it in its own way. Absent members are left out. */
export type Wire =
  | string
  | number
  | boolean
  | Date
  | undefined
  | NamedItems
  | readonly Wire[]
  | { readonly [member: string]: Wire };

/** Whether it is a plain list. */
export function isList(value: Wire): value is readonly Wire[] {
  return Array.isArray(value);
}

/** Whether it is an object of unknown members, as hostile JSON may be. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
