// `npm run bench run`: what a scenario costs `stepscope run` beyond its start, in CPU time of all its processes, and whether
// memory grows with their number. Needs a build.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const COMMAND = join(process.cwd(), 'dist/stepscope.js');
const ROUNDS = 3;
const [FEW, MANY] = [100, 1_000];

const STEPS = {
  validate:
    'export const condition = { customer: { email: String, validated: null } };\nexport const content = async () => { data.customer.validated = true; console.log(data.customer.email); };',
  check:
    'export const condition = { customer: { validated: true }, order: { total: Number, checked: null } };\nexport const content = async () => { data.order.checked = true; };',
  pay: 'export const condition = { order: { checked: true, paid: null } };\nexport const content = async () => { data.order.paid = (await connectors.bank.pay({ amount: data.order.total })).id; };',
  finish:
    'export const condition = { order: { paid: String } };\nexport const content = async () => { task.complete({ ok: true }); };',
};

function makeWorkspace(count: number): string {
  const dir = mkdtempSync(join(tmpdir(), 'stepscope-bench-'));
  for (const folder of ['steps', 'scenarios']) mkdirSync(join(dir, folder));
  for (const [name, text] of Object.entries(STEPS)) writeFileSync(join(dir, 'steps', `${name}.js`), text);
  for (let index = 0; index < count; index++) {
    const scenario = {
      name: `scenario ${index}`,
      data: { customer: { email: `a${index}@b.example` }, order: { total: index } },
      connectors: { bank: { pay: { id: `p${index}` } } },
      expect: { steps: Object.keys(STEPS) },
    };
    writeFileSync(join(dir, 'scenarios', `${index}.json`), JSON.stringify(scenario));
  }
  return dir;
}

/** CPU time of the whole tree of processes, ms; the best of some rounds. */
function cpuOf(dir: string, args: readonly string[]): number {
  const line = ['run', '--dir', dir, ...args].map((word) => `'${word}'`).join(' ');
  const once = (): number => {
    const script = `TIMEFORMAT='%U %S'; time '${process.execPath}' '${COMMAND}' ${line} >/dev/null`;
    const { stderr, status } = spawnSync('bash', ['-c', script], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`the run failed: ${stderr}`);
    const [user = 0, system = 0] = (stderr.trim().split('\n').at(-1) ?? '').split(' ').map(Number);
    return (user + system) * 1_000;
  };
  return Math.min(...Array.from({ length: ROUNDS }, once));
}

/** Of the command itself, in MB: Linux tells it in /proc, through a file that is written at its end. */
function peakOf(dir: string): number {
  const file = join(dir, 'peak');
  const hook = join(dir, 'peak.cjs');
  const told = `process.on('exit', () => require('node:fs').writeFileSync(${JSON.stringify(file)}, String(process.resourceUsage().maxRSS)));`;
  writeFileSync(hook, told);
  execFileSync(process.execPath, ['--require', hook, COMMAND, 'run', '--dir', dir], { stdio: 'ignore' });
  return Number(readFileSync(file, 'utf8')) / 1024;
}

const dirs = [makeWorkspace(FEW), makeWorkspace(MANY)] as const;
try {
  for (const args of [[], ['--reporter', 'json'], ['--coverage']]) {
    const [few, many] = [cpuOf(dirs[0], args), cpuOf(dirs[1], args)];
    const each = (many - few) / (MANY - FEW);
    console.log(
      `run ${args.join(' ')}`.padEnd(24),
      `${each.toFixed(2)} ms of CPU a scenario (goal 3), start ${Math.round(few - FEW * each)} ms`,
    );
  }
  const [few, many] = dirs.map(peakOf);
  console.log(
    'memory'.padEnd(24),
    `${Math.round(few ?? 0)} MB with ${FEW} scenarios, ${Math.round(many ?? 0)} MB with ${MANY}`,
  );
} finally {
  for (const dir of dirs) rmSync(dir, { recursive: true });
}
