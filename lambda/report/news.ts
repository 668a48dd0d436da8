import type { News } from '../model/news.ts';
import type { Section } from './assemble.ts';
import { prose } from './layout.ts';

const REPEAT =
  'Possible repeat: whoever was sending this message stopped in the middle, so it may have reached you before.';

/** What comes before the verdict. */
export function lead({ repeat }: News): Section {
  return { blocks: repeat ? [prose(REPEAT)] : [], rank: 0 };
}

/** What comes after everything else: that this was told without memory, and what follows from it. */
export function afterword({ forgot }: News): Section {
  const why = `Nothing could be remembered of this message (${forgot}): it may come again, and others like it are told one by one.`;
  return { blocks: forgot === undefined ? [] : [prose(why, 400)], rank: 0.7 };
}

/** What the subject begins with; empty where there is nothing to say. */
export function prefix({ repeat }: News): string {
  return repeat ? 'Possible repeat: ' : '';
}
