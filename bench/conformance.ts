import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ChainCase, readChainCases } from './chain-cases.ts';
import { type ChainVerdict, opensslVerdict, ourVerdict } from './chain-verdicts.ts';
import { explanation } from './client-differences.ts';

type Judged = {
  readonly one: ChainCase;
  readonly ours: ChainVerdict;
  readonly openssl: ChainVerdict | undefined;
  readonly tookMs: number;
};

/**
 * `npm run conformance -- FILE…`: how far path building, names, dates and constraints agree with chain cases, by tier, beside
 * `openssl verify`. Fails where a case of the core tier differs and no difference of CloudFront's client explains it.
 */
async function main(files: readonly string[]): Promise<number> {
  if (files.length === 0) {
    console.error('usage: npm run conformance -- FILE…   (JSON with "pool" and "cases")');
    return 2;
  }
  let unexplained = 0;
  for (const file of files) {
    const judged = await judgeFile(file);
    console.log(`\n${file}: ${judged.length} cases`);
    printTable(judged);
    unexplained += printDifferences(judged);
  }
  return unexplained > 0 ? 1 : 0;
}

async function judgeFile(file: string): Promise<Judged[]> {
  const { pool, cases } = await readChainCases(file);
  const folder = mkdtempSync(join(tmpdir(), 'conformance-'));
  try {
    return cases.map((one) => {
      const start = performance.now();
      const ours = ourVerdict(one, pool);
      const tookMs = performance.now() - start;
      return { one, ours, tookMs, openssl: opensslVerdict(one, pool, folder) };
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function agrees({ expected }: ChainCase, verdict: ChainVerdict): boolean {
  return verdict.accepted === (expected === 'ok');
}

function isExplained({ one, ours, openssl }: Judged): boolean {
  return !agrees(one, ours) && explanation(one, ours, openssl) !== undefined;
}

function printTable(judged: readonly Judged[]): void {
  console.log('tier      cases  agree  explained  differ  openssl verify  slowest');
  for (const tier of new Set(judged.map(({ one }) => one.tier))) {
    const cases = judged.filter(({ one }) => one.tier === tier);
    const agree = cases.filter(({ one, ours }) => agrees(one, ours)).length;
    const explained = cases.filter((each) => isExplained(each)).length;
    const theirs = cases.filter(({ one, openssl }) => openssl && agrees(one, openssl)).length;
    const cells = [cases.length, agree, explained, cases.length - agree - explained];
    const widths = [6, 7, 11, 8];
    const counts = cells.map((cell, at) => String(cell).padStart(widths[at] ?? 0)).join('');
    const openssl = cases.every((one) => one.openssl) ? String(theirs) : 'not installed';
    const slowest = Math.max(...cases.map(({ tookMs }) => tookMs));
    console.log(`${tier.padEnd(9)}${counts}${openssl.padStart(16)}${`${slowest.toFixed(0)} ms`.padStart(9)}`);
  }
}

/** Every difference with its reason; answers how many of the core tier have none. */
function printDifferences(judged: readonly Judged[]): number {
  const different = judged.filter(({ one, ours }) => !agrees(one, ours));
  for (const { one, ours, openssl } of different) {
    const verdict = ours.accepted ? 'accepted' : `refused (${ours.why})`;
    const other = openssl ? `; openssl: ${openssl.accepted ? 'accepted' : 'refused'}` : '';
    console.log(`${one.tier} ${one.id}: expected ${one.expected} ${one.causes.join(' ')}; ours: ${verdict}${other}`);
    console.log(`    ${explanation(one, ours, openssl) ?? 'UNEXPLAINED'}`);
  }
  return different.filter((each) => each.one.tier === 'core' && !isExplained(each)).length;
}

process.exitCode = await main(process.argv.slice(2));
