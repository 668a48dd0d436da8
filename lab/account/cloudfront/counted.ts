import { NamedItems, type Wire } from '../wire/value.ts';

/** CloudFront's lists: a quantity, and the items where there are any. */
export function counted(itemName: string, items: readonly Wire[]): { readonly [member: string]: Wire } {
  return { Quantity: items.length, Items: items.length > 0 ? new NamedItems(itemName, items) : undefined };
}
