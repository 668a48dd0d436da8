import type { Block } from './layout.ts';

/** A part of the report. */
export type Section = {
  readonly heading?: string;
  readonly blocks: readonly Block[];
  /** Lower ones are kept first where room is short. */
  readonly rank: number;
  /** A blank line between blocks. */
  readonly airy?: boolean;
};

/** Bytes of the whole text, whatever came in. */
export const MAX_TEXT_BYTES = 24 * 1024;

/** Room for each section's heading, blank lines and the note that something was left out. */
const OVERHEAD_BYTES = 160;

const encoder = new TextEncoder();

/** The sections in their order as one text within the limit. What has no room goes whole blocks at a time, and the text says so. */
export function assemble(sections: readonly Section[], limit = MAX_TEXT_BYTES): string {
  const present = sections.filter(({ blocks }) => blocks.length > 0);
  const kept = allot(present, limit - present.length * OVERHEAD_BYTES);
  const parts = present.map((section) => render(section, kept.get(section) ?? 0));
  return `${parts.join('\n\n')}\n`;
}

/** How many blocks of each section there is room for, the most important section first. */
function allot(sections: readonly Section[], room: number): Map<Section, number> {
  const kept = new Map<Section, number>();
  let left = room;
  for (const section of sections.toSorted((a, b) => a.rank - b.rank)) {
    let amount = 0;
    for (const block of section.blocks) {
      const bytes = bytesOf(block);
      if (bytes > left) break;
      left -= bytes;
      amount += 1;
    }
    kept.set(section, amount);
  }
  return kept;
}

function render({ heading, blocks, airy }: Section, kept: number): string {
  const shown = blocks.slice(0, kept).map((block) => block.join('\n'));
  const left = blocks.length - kept;
  const note = left > 0 ? [`(${left} more left out for length)`] : [];
  const body = [...shown, ...note].join(airy ? '\n\n' : '\n');
  return heading ? `${heading}\n${body}` : body;
}

function bytesOf(block: Block): number {
  return encoder.encode(block.join('\n')).length + 2;
}
