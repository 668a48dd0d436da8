import fc from 'fast-check';

/**
 * Property tests draw the same cases on every run, so that a change fails for what it changed; `FC_SEED=random npm test`
 * draws new ones, and `FC_SEED=N` those of a failure that was seen.
 */
const wanted = process.env.FC_SEED ?? '20261123';
if (wanted !== 'random') fc.configureGlobal({ seed: Number(wanted) });
