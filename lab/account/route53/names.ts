import type { RecordSetFixture } from '../fixture/hosted-zone.ts';

/** Route 53's order: labels reversed, then ASCII, the last dot included. https://docs.aws.amazon.com/Route53/latest/APIReference/API_ListResourceRecordSets.html */
export function compareNames(a: string, b: string): number {
  const [one, other] = [a, b].map((name) => `${escapedLabels(name).reverse().join('.')}.`);
  return one === other ? 0 : (one ?? '') < (other ?? '') ? -1 : 1;
}

/** As Route 53 writes a name: `*` as `\052`, and a dot at the end. */
export function escaped(name: string): string {
  return `${escapedLabels(name).join('.')}.`;
}

/** The record's type: A unless it says otherwise. */
export function typeOf({ type = 'A' }: Pick<RecordSetFixture, 'type'>): string {
  return type;
}

function escapedLabels(name: string): string[] {
  return name.toLowerCase().replaceAll('*', '\\052').split('.');
}
