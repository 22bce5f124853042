// How long the built command takes to the first frame with an agenda, beside an Ink that only says hello and an empty Node.
// The hello is bundled twice: as everybody bundles it, and as the command is (.ci/bundling.mjs), with its code kept compiled.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type BuildOptions, build } from 'esbuild';
import { launch } from '../tui/terminal/launch.ts';

const ROUNDS = 15;
const STEPS = 30;
const GOAL = 1.6;

const HELLO = `
import { render, Text } from 'ink';
import { createElement } from 'react';
render(createElement(Text, null, 'hello'));
setTimeout(() => {}, 60_000);
`;

/** Ink is there a moment after it was loaded. */
const OUR_HELLO = `
import { render, Text } from 'ink';
import { createElement } from 'react';
globalThis[Symbol.for('stepscope.layout')].then(() => render(createElement(Text, null, 'hello')));
setTimeout(() => {}, Number(process.env.HELLO_MS ?? 60_000));
`;

/** Long enough to be kept. */
const A_WHILE = '700';

async function bundleOurs(folder: string): Promise<string> {
  const root = process.cwd();
  const settings = (await import(pathToFileURL(join(root, '.ci/bundling.mjs')).href)) as { SETTINGS: BuildOptions };
  const outfile = join(folder, 'ours/code.js');
  await build({ ...settings.SETTINGS, stdin: { contents: OUR_HELLO, resolveDir: root }, outfile });
  writeFileSync(join(folder, 'ours/package.json'), '{ "type": "commonjs" }');
  const launcher = join(folder, 'ours/hello.js');
  writeFileSync(launcher, readFileSync(join(root, '.ci/launch.cjs'), 'utf8').replace('CODE', '"code.js"'));
  spawnSync(process.execPath, [launcher], { env: { ...process.env, STEPSCOPE_KEEP_CODE: '1', HELLO_MS: A_WHILE } });
  return launcher;
}

/** Into one ES module. */
async function bundleHello(folder: string): Promise<string> {
  const outfile = join(folder, 'hello.mjs');
  await build({
    stdin: { contents: HELLO, resolveDir: process.cwd() },
    outfile,
    bundle: true,
    minifySyntax: true,
    keepNames: true,
    format: 'esm',
    platform: 'node',
    mainFields: ['module', 'main'],
    target: 'node20.20',
    alias: { 'react-devtools-core': join(process.cwd(), '.ci/empty.mjs') },
    define: { 'process.env.NODE_ENV': '"production"' },
    banner: {
      js: "import { createRequire as $createRequire } from 'node:module'; const require = $createRequire(import.meta.url);",
    },
    logLevel: 'warning',
  });
  return outfile;
}

function makeWorkspace(folder: string): string {
  const save = (file: string, text: string): void => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  };
  for (let index = 0; index < STEPS; index++) {
    const condition = `{ order: { total: Number, state: ${JSON.stringify(index === 0 ? 'new' : `state ${index}`)} } }`;
    save(
      `workspace/steps/step ${index}.js`,
      `export const condition = ${condition};\nexport const content = async () => {\n  data.done = ${index};\n};\n`,
    );
  }
  save('workspace/scenarios/one.json', JSON.stringify({ order: { total: 12, state: 'new' } }));
  return join(folder, 'workspace');
}

/** Milliseconds from the start of the program until it has written this. */
function timeTo(wanted: string, args: readonly string[]): Promise<number> {
  const from = performance.now();
  const pty = launch({ command: process.execPath, args, env: { STEPSCOPE_IDLE_MARK: '' } }, { cols: 120, rows: 40 });
  return new Promise((resolve, reject) => {
    let output = '';
    let isDone = false;
    const limit = setTimeout(() => reject(new Error(`never wrote ${wanted}: ${output}`)), 20_000);
    pty.onData((data) => {
      output += data;
      if (!output.includes(wanted) || isDone) return;
      isDone = true;
      clearTimeout(limit);
      resolve(performance.now() - from);
      end(pty.pid);
    });
  });
}

function end(program: number): void {
  try {
    process.kill(program, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

function median(times: readonly number[]): number {
  return times.toSorted((one, other) => one - other)[Math.floor(times.length / 2)] ?? 0;
}

export async function startUp(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'stepscope-start-'));
  try {
    const hello = await bundleHello(folder);
    const ours = await bundleOurs(folder);
    const workspace = makeWorkspace(folder);
    const programs = [
      { name: 'node -e 0', wanted: 'done', args: ['-e', 'console.log("done")'], times: [] as number[] },
      { name: 'Ink saying hello', wanted: 'hello', args: [hello], times: [] as number[] },
      { name: 'the same, kept compiled', wanted: 'hello', args: [ours], times: [] as number[] },
      { name: 'the first frame', wanted: 'Agenda', args: ['dist/stepscope.js', workspace], times: [] as number[] },
      { name: 'the matched agenda', wanted: '1 match ', args: ['dist/stepscope.js', workspace], times: [] as number[] },
    ];
    // In turn, so that a noisy moment meets all of them.
    for (let round = 0; round < ROUNDS; round++)
      for (const { wanted, args, times } of programs) times.push(await timeTo(wanted, args));
    const [, base = 1] = programs.map(({ times }) => median(times));
    console.log(`\nstart-up, ${STEPS} steps (goal: the matched agenda at most ×${GOAL} of Ink saying hello)`);
    for (const { name, times } of programs) {
      const ratio = median(times) / base;
      console.log(
        `${name.padEnd(28)}${`${median(times).toFixed(0)} ms`.padStart(11)}${`×${ratio.toFixed(2)}`.padStart(11)}`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}
