// How the program is bundled: into one script for each process, which V8 can keep compiled (.ci/keep-code.mjs). An ES module
// it could not, and Ink in many files takes twice as long to its first frame.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');

const standIn = (name) => join(ROOT, '.ci/stand-ins', name);

/** Ink waits for its development tools at the top level, where a script cannot. Fails when Ink is no longer as it was. */
function withoutDevelopmentTools(text) {
  const awaits = ["await import('./devtools.js')", '? await loadPackageJson()'];
  for (const each of awaits) if (!text.includes(each)) throw new Error(`Ink's reconciler has no ${each} any more`);
  return awaits.reduce((now, each) => now.replace(each, each.startsWith('?') ? '? undefined' : 'undefined'), text);
}

/** What packages do while they are loaded, and nobody needs by then. */
const putOff = {
  name: 'put off',
  setup(build) {
    build.onResolve({ filter: /^string-width$/ }, ({ importer }) =>
      importer === standIn('string-width.cjs') ? undefined : { path: standIn('string-width.cjs') },
    );
    build.onResolve({ filter: /^yoga-layout$/ }, () => ({ path: standIn('yoga.mjs') }));
    build.onResolve({ filter: /^yoga-layout\/load$/ }, () => ({
      path: join(ROOT, 'node_modules/yoga-layout/dist/src/load.js'),
    }));
    build.onLoad({ filter: /ink\/build\/reconciler\.js$/ }, ({ path }) => ({
      contents: withoutDevelopmentTools(readFileSync(path, 'utf8')),
    }));
  },
};

export const SETTINGS = {
  absWorkingDir: ROOT,
  bundle: true,
  metafile: true,
  sourcemap: false,
  minifySyntax: true,
  keepNames: true,
  format: 'cjs',
  platform: 'node',
  // jsonc-parser's main is UMD, whose requires no bundler can follow.
  mainFields: ['module', 'main'],
  target: 'node20.20',
  // Native addons stay where npm put them.
  external: ['oxc-transform', 'oxc-parser', 'libsql'],
  // Ink's development tools would be bundled otherwise.
  alias: { 'react-devtools-core': join(ROOT, '.ci/empty.mjs') },
  define: {
    'process.env.NODE_ENV': '"production"',
    'import.meta.url': '$here',
    'Intl.Segmenter': 'LazySegmenter',
  },
  inject: [standIn('lazy-segmenter.mjs')],
  // Literals are checked when the code is read, which takes 10 ms for those of string-width.
  supported: { 'regexp-set-notation': false },
  plugins: [putOff],
  banner: { js: "const $here = require('node:url').pathToFileURL(__filename).href;" },
  logLevel: 'warning',
};
