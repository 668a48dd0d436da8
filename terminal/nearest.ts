/** The candidate that differs least from the word, where it differs little enough to be meant. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const typed = word.slice(0, 40);
  const ranked = candidates
    .map((candidate) => ({ candidate, distance: begins(typed, candidate) ? 0 : distance(typed, candidate) }))
    .toSorted((a, b) => a.distance - b.distance);
  const [best] = ranked;
  return best && best.distance <= Math.max(2, Math.floor(best.candidate.length / 3)) ? best.candidate : undefined;
}

/** A flag typed half is meant whole. */
function begins(typed: string, candidate: string): boolean {
  return typed.length >= 3 && candidate.startsWith(typed);
}

/** Edits from one word to the other (Levenshtein). */
function distance(a: string, b: string): number {
  let row = [...Array(b.length + 1).keys()];
  for (const [i, sign] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries()) {
      const swap = (row[j] ?? 0) + (sign === other ? 0 : 1);
      next.push(Math.min(swap, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
