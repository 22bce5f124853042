// Bundles the command and the sandbox into dist/ – Ink unbundled takes twice as long to its first frame – and writes the
// schema of the settings there.
// --if-stale: only when a source, the lock file or this script is newer than what was built.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const out = join(root, 'dist');
const stamp = join(out, 'stepscope.js');
const LICENCES = 'THIRD-PARTY-LICENSES.txt';
const SCHEMA = 'stepscope.config.schema.json';
/** What is written for CommonJS asks for it. */
const REQUIRE =
  "import { createRequire as $createRequire } from 'node:module'; const require = $createRequire(import.meta.url);";

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
    if (!made.has(name) && name !== LICENCES && name !== SCHEMA) rmSync(join(out, name), { recursive: true });
}

/** What editors check settings by, made from the rules in the source. Node 20 runs no TypeScript: bundle it, and import that. */
async function schema() {
  const folder = mkdtempSync(join(tmpdir(), 'stepscope-build-'));
  const outfile = join(folder, 'config-schema.mjs');
  await build({
    absWorkingDir: root,
    entryPoints: ['src/load/config-schema.ts'],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    mainFields: ['module', 'main'],
    target: 'node20.20',
    banner: { js: REQUIRE },
    logLevel: 'warning',
  });
  try {
    const { configSchema } = await import(pathToFileURL(outfile).href);
    return `${JSON.stringify(configSchema(), null, 2)}\n`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function bundle() {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: {
      stepscope: 'src/cli/stepscope.ts',
      'sandbox-child': 'src/sandbox/child.ts',
      'sandbox-worker': 'src/sandbox/worker.ts',
      'sandbox-inspect': 'src/sandbox/inspect.ts',
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
    external: ['oxc-transform', 'oxc-parser', 'libsql'],
    // Ink's development tools would be bundled otherwise.
    alias: { 'react-devtools-core': join(root, '.ci/empty.mjs') },
    define: { 'process.env.NODE_ENV': '"production"' },
    banner: { js: REQUIRE },
    logLevel: 'warning',
  });
  writeFileSync(join(out, LICENCES), licences(metafile));
  writeFileSync(join(out, SCHEMA), await schema());
  removeOthers(metafile);
}

if (!process.argv.includes('--if-stale') || !isFresh()) await bundle();
