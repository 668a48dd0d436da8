import type { Rule } from '../rule.ts';

/** Every root cause, ordered from cause to symptom: among equals, the earlier one leads and the rest is told after it. */
export const rules: readonly Rule[] = [];
