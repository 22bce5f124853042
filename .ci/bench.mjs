// Bundles a benchmark (test/bench/NAME.ts, `engine` unless named) and runs it: Node 20 runs no TypeScript.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const name = process.argv[2] ?? 'engine';
// Within the reach of the packages that are not bundled.
const cache = join(root, 'node_modules/.cache');
mkdirSync(cache, { recursive: true });
const folder = mkdtempSync(join(cache, 'stepscope-bench-'));
const outfile = join(folder, 'bench.mjs');
try {
  await build({
    absWorkingDir: root,
    entryPoints: [`test/bench/${name}.ts`],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.20',
    mainFields: ['module', 'main'],
    external: ['esbuild', '@lydell/node-pty'],
    alias: { 'react-devtools-core': join(root, '.ci/empty.mjs') },
    define: { 'process.env.NODE_ENV': '"production"' },
    banner: {
      js: "import { createRequire as $createRequire } from 'node:module'; const require = $createRequire(import.meta.url);",
    },
    logLevel: 'warning',
  });
  // What is kept of a turn is seen only when all else is gone: gives the benchmark a `gc`.
  setFlagsFromString('--expose-gc');
  globalThis.gc = runInNewContext('gc');
  await import(pathToFileURL(outfile).href);
} finally {
  rmSync(folder, { recursive: true });
}
