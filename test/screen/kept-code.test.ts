// The build keeps what V8 has compiled, and V8 takes it: half of the time to the first frame hangs on that.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from '../check/workspace.ts';

/** Tells of each script that is made of kept code whether V8 refused it. */
const PROBE = `
const vm = require('node:vm');
const { Script } = vm;
vm.Script = class extends Script {
  constructor(code, options) {
    super(code, options);
    console.log('refused: ' + this.cachedDataRejected);
  }
};
const [, script] = process.argv;
process.argv = [process.execPath, script, '--version'];
require(script);
`;

it.each([
  ['stepscope.js', []],
  // As the host starts it (src/sandbox/process.ts).
  ['sandbox-worker.js', ['--no-warnings', '--stack-trace-limit=100']],
])('%s', (name, flags) => {
  const said = execFileSync(process.execPath, [...flags, '-e', PROBE, join(ROOT, 'dist', name)], { encoding: 'utf8' });
  expect(said).toMatch(/^refused: false\n/);
});
