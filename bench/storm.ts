import type { Figure } from './figure.ts';
import type { Share } from './storm/causes.ts';
import { figuresOf } from './storm/figures.ts';
import { runStorm, type Storm } from './storm/run.ts';

const STORM: readonly Share[] = [
  { cause: 'certificate-expired', distributions: 150, alarms: 500 },
  { cause: 'certificate-name-mismatch', distributions: 90, alarms: 300 },
  { cause: 'port-refused', distributions: 60, alarms: 200 },
];

const ONE_CERTIFICATE: readonly Share[] = [{ cause: 'certificate-expired', distributions: 200, alarms: 200 }];

/** 1,000 alarms of 300 distributions with three causes, ten handlers, and a third of all calls to AWS throttled; then 200 of one certificate. */
export async function stormFigures(): Promise<Figure[]> {
  const storms: Storm[] = [];
  const figures: Figure[] = [];
  for (const shares of [STORM, ONE_CERTIFICATE]) {
    const storm = await runStorm(shares);
    storms.push(storm);
    figures.push(...figuresOf(shares, storm));
  }
  await Promise.all(storms.map((storm) => storm.close()));
  return figures;
}
