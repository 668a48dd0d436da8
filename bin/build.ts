import { execFileSync } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build } from 'esbuild';
import { environmentCredentials, sdkSlim } from './sdk-slim.ts';
import { isStale } from './stale.ts';
import { withoutPages } from './without-pages.ts';

/** Makes every bundle, once: the stack deploys, the tests run and the package ships these same files. */
const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');

/** The SDK as ES modules is half the size of its CommonJS; what a dependency still requires goes through `createRequire`. */
const common: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  format: 'esm',
  platform: 'node',
  mainFields: ['module', 'main'],
  outExtension: { '.js': '.mjs' },
  logLevel: 'warning',
  legalComments: 'none',
  banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
};

/** Lines stay short: Node prints the whole line before the error of an uncaught exception, and a log cuts what is long. */
const small: BuildOptions = { minify: true, splitting: true, lineLimit: 400 };

/** The function: minified, with as much of the SDK as it calls, each AWS client a chunk of its own that is loaded when first needed. */
function lambda(): BuildOptions {
  const plugins = [...sdkSlim, withoutPages, environmentCredentials];
  return {
    ...common,
    plugins,
    entryPoints: ['lambda/respond.ts'],
    outdir: join(dist, 'lambda'),
    target: 'node24',
    ...small,
  };
}

/** The terminal, for every Node that the package supports, with every source of credentials that the AWS CLI knows. */
function terminal(): BuildOptions {
  return {
    ...common,
    plugins: [...sdkSlim, withoutPages],
    entryPoints: ['bin/diagnose.ts'],
    outdir: join(dist, 'bin'),
    target: 'node20',
    ...small,
  };
}

/** The CDK app and the constructs, for whoever has aws-cdk-lib. */
function constructs(): BuildOptions {
  const external = ['aws-cdk-lib', 'constructs'];
  const entryPoints = [
    { in: 'bin/app.ts', out: 'bin/app' },
    { in: 'lib/index.ts', out: 'lib/index' },
  ];
  return { ...common, banner: {}, entryPoints, outdir: dist, external, target: 'node20' };
}

/** Types of the constructs: declarations name their neighbours as `.js`, which is what a TypeScript user resolves. */
function declarations(): void {
  const manifest = createRequire(import.meta.url).resolve('typescript/package.json');
  const tsc = join(dirname(manifest), 'bin', 'tsc');
  execFileSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' });
  for (const file of readdirSync(join(dist, 'types'), { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.d.ts')) continue;
    const path = join(dist, 'types', file);
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll(/(from '[^']+)\.ts'/g, "$1.js'"));
  }
}

/** Written last: while it is newer than every source, there is nothing to build. */
const MARK = join('dist', '.built');

async function buildAll(): Promise<void> {
  rmSync(dist, { recursive: true, force: true });
  await Promise.all([lambda(), terminal(), constructs()].map(build));
  declarations();
  chmodSync(join(dist, 'bin', 'diagnose.mjs'), 0o755);
  writeFileSync(join(root, MARK), '');
}

if (!process.argv.includes('--if-stale') || isStale(root, MARK)) await buildAll();
