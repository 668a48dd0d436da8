/** The candidates nearest to a word that was not found: words in common weigh more than letters. */
export function nearest(wanted: string, candidates: readonly string[], max = 3): string[] {
  return candidates
    .map((candidate) => ({ candidate, far: distance(wanted, candidate) - 8 * shared(wanted, candidate) }))
    .toSorted((a, b) => a.far - b.far)
    .slice(0, max)
    .map(({ candidate }) => candidate);
}

/** How many of the words between hyphens both have; one more where the whole of `a` stands in `b`. */
function shared(a: string, b: string): number {
  const words = new Set(b.split('-'));
  return a.split('-').filter((word) => words.has(word)).length + (b.includes(a) ? 1 : 0);
}

/** Levenshtein's: insertions, deletions and replacements of one character. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, left] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, right] of [...b].entries()) {
      const replaced = (row[j] ?? 0) + (left === right ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
