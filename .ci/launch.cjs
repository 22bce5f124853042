// Runs one script of the bundle, compiled already where the build could keep that (.ci/keep-code.mjs): half of the time to
// the first frame would be spent on compiling. V8 takes what was kept only from its own version; else it compiles.
const { readFileSync, renameSync, writeFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const { join } = require('node:path');
const { Script } = require('node:vm');

const file = join(__dirname, CODE);
const keptFile = `${file}.${process.versions.v8}-${process.arch}.kept`;

function kept() {
  try {
    return readFileSync(keptFile);
  } catch {
    return undefined;
  }
}

// The bundle is ASCII. What V8 has kept compiled cannot import: we do that for it.
const code = `(function (require, module, exports, __filename, __dirname, $import) {${readFileSync(file, 'latin1')}\n})`;
const script = new Script(code, {
  filename: file,
  cachedData: kept(),
});
script.runInThisContext()(createRequire(file), module, exports, __filename, __dirname, (name) => import(name));

function keep() {
  const next = `${keptFile}.${process.pid}`;
  try {
    writeFileSync(next, script.createCachedData());
    renameSync(next, keptFile);
  } catch {
    // Another build has put its own in place.
  }
}

// For the build, which lets the program run for a while: what has run by then is compiled in what is kept.
if (process.env.STEPSCOPE_KEEP_CODE === '1') setInterval(keep, 200).unref();
