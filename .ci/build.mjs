// Bundles the command and the sandbox into dist/. Ink unbundled takes twice as long to its first frame.
// --if-stale: only when a source, the lock file or this script is newer than what was built.
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const out = join(root, 'dist');
const stamp = join(out, 'stepscope.js');
const LICENCES = 'THIRD-PARTY-LICENSES.txt';

/** Newest change below a file or folder, in epoch ms. */
function newest(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

function isFresh() {
  if (!existsSync(stamp)) return false;
  const built = statSync(stamp).mtimeMs;
  return ['src', 'package.json', 'package-lock.json', '.ci/build.mjs'].every(
    (path) => newest(join(root, path)) < built,
  );
}

/** The licences of all that is bundled, as their terms ask. */
function licences(metafile) {
  const packages = new Set();
  for (const input of Object.keys(metafile.inputs)) {
    const found = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input);
    if (found) packages.add(found[1]);
  }
  const texts = [...packages].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
    const file = readdirSync(join(root, folder)).find((entry) => /^licen[cs]e/i.test(entry));
    const text = file ? readFileSync(join(root, folder, file), 'utf8') : '';
    return `${name} ${version} (${license})\n\n${text}`;
  });
  return texts.join(`\n${'-'.repeat(80)}\n\n`);
}

/** A debugger that runs from an older build goes on: nothing is removed before its successor is there. */
function removeOthers(metafile) {
  const made = new Set(Object.keys(metafile.outputs).map((path) => basename(path)));
  for (const name of readdirSync(out))
    if (!made.has(name) && name !== LICENCES) rmSync(join(out, name), { recursive: true });
}

async function bundle() {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: {
      stepscope: 'src/cli/stepscope.ts',
      'sandbox-child': 'src/sandbox/child.ts',
      'sandbox-worker': 'src/sandbox/worker.ts',
    },
    outdir: 'dist',
    bundle: true,
    splitting: true,
    metafile: true,
    sourcemap: false,
    minifySyntax: true,
    keepNames: true,
    format: 'esm',
    platform: 'node',
    // jsonc-parser's main is UMD, whose requires no bundler can follow.
    mainFields: ['module', 'main'],
    target: 'node20.20',
    // Native addons stay where npm put them.
    external: ['oxc-transform', 'oxc-parser'],
    // Ink's development tools would be bundled otherwise.
    alias: { 'react-devtools-core': join(root, '.ci/empty.mjs') },
    define: { 'process.env.NODE_ENV': '"production"' },
    banner: {
      js: "import { createRequire as $createRequire } from 'node:module'; const require = $createRequire(import.meta.url);",
    },
    logLevel: 'warning',
  });
  writeFileSync(join(out, LICENCES), licences(metafile));
  removeOthers(metafile);
}

if (!process.argv.includes('--if-stale') || !isFresh()) await bundle();
