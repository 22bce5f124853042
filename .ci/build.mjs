// Bundles the command and the sandbox into dist/, keeps there what of them is compiled, and writes the schema of the settings.
// --if-stale: only when a source, the lock file or this script is newer than what was built.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { ROOT as root, SETTINGS } from './bundling.mjs';
import { keepCode } from './keep-code.mjs';

const out = join(root, 'dist');
const stamp = join(out, 'stepscope.js');
/** What runs in a process or thread of its own, and its name there. */
const SCRIPTS = new Map([
  ['src/cli/stepscope.ts', 'stepscope'],
  ['src/sandbox/child.ts', 'sandbox-child'],
  ['src/sandbox/worker.ts', 'sandbox-worker'],
  ['src/sandbox/inspect.ts', 'sandbox-inspect'],
]);
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
  return ['src', 'package.json', 'package-lock.json', '.ci'].every((path) => newest(join(root, path)) < built);
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

/** What else begins with the name of a script is kept of it. */
function removeOthers(made) {
  for (const name of readdirSync(out))
    if (!made.some((each) => name.startsWith(each))) rmSync(join(out, name), { recursive: true, force: true });
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

/** By the name under which the program and its tests know a script: its code has a name of its own for each text. */
function launchers(metafile) {
  const text = readFileSync(join(root, '.ci/launch.cjs'), 'utf8');
  return Object.entries(metafile.outputs).map(([path, { entryPoint }]) => ({
    name: `${SCRIPTS.get(entryPoint)}.js`,
    text: `#!/usr/bin/env node\n${text.replace('CODE', JSON.stringify(basename(path)))}`,
  }));
}

/** Whoever starts the program meanwhile gets the old one or the new one. */
function writeWhole(name, text, mode = 0o644) {
  writeFileSync(join(out, `${name}.new`), text, { mode });
  renameSync(join(out, `${name}.new`), join(out, name));
}

/** A script that V8 has kept compiled cannot import by itself (.ci/launch.cjs). */
function importing(text) {
  return text.replace(/(?<![\w$.'"`])import\(/g, '$import(');
}

/** In a script of ASCII alone V8 reads each byte as a character. What esbuild leaves are regular expressions and comments. */
function ascii(text) {
  return text.replace(/[^\x00-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

async function bundle() {
  const { metafile, outputFiles } = await build({
    ...SETTINGS,
    entryPoints: Object.fromEntries([...SCRIPTS].map(([file, name]) => [name, file])),
    entryNames: '[name]-[hash]',
    outdir: 'dist',
    write: false,
  });
  mkdirSync(out, { recursive: true });
  for (const { path, text } of outputFiles) writeFileSync(path, ascii(importing(text)));
  writeFileSync(join(out, LICENCES), licences(metafile));
  writeFileSync(join(out, SCHEMA), await schema());
  writeFileSync(join(out, 'package.json'), '{ "type": "commonjs" }\n');
  const scripts = launchers(metafile);
  for (const { name, text } of scripts) writeWhole(name, text, 0o755);
  const code = Object.keys(metafile.outputs).map((path) => basename(path));
  removeOthers([...code, ...scripts.map(({ name }) => name), LICENCES, SCHEMA, 'package.json']);
  keepCode(stamp);
}

if (!process.argv.includes('--if-stale') || !isFresh()) await bundle();
