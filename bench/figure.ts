/** One line of the bench's table. `limit`: what the figure must not exceed, where the product promises one. */
export type Figure = {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly limit?: number;
  readonly note?: string;
};

/** The middle one. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Prints a table that reads at 80 columns. */
export function print(title: string, figures: readonly Figure[]): void {
  console.log(`\n${title}`);
  for (const { what, value, unit, limit, note } of figures) {
    const shown = Number.isInteger(value) ? String(value) : value.toFixed(2);
    const bound = limit === undefined ? '' : ` (at most ${limit})${value > limit ? '  EXCEEDED' : ''}`;
    console.log(`  ${what.padEnd(46)} ${shown.padStart(9)} ${unit}${bound}${note ? `\n    ${note}` : ''}`);
  }
}

/** Whether every promise is kept. */
export function kept(figures: readonly Figure[]): boolean {
  return figures.every(({ value, limit }) => limit === undefined || value <= limit);
}
