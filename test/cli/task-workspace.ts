// A workspace for tests of tasks, and the command as a shell sees it.
import { execFile, spawn } from 'node:child_process';
import { COMMAND, type Files, makeWorkspace, type Said } from '../check/workspace.ts';

export const TASK_FILES: Files = {
  'steps/validate.js': `
export const condition = { customer: { email: String, validated: null } };
export const content = async () => {
  const { email } = data.customer;
  console.log('looking at', email);
  if (email === '') throw new Error('no address');
  data.customer.validated = email.includes('@');
  if (data.testMode) audit.log('validated in test mode');
};`,
  'steps/welcome.js': `
export const condition = { customer: { validated: true, welcomed: null } };
export const content = async () => {
  const mail = connectors.mailer.send({ to: data.customer.email });
  data.customer.welcomed = mail.id;
  data.$stash.token = 'top-secret-token';
  task.complete({ welcomed: true });
};`,
  'steps/tick.js': `
export const condition = { ticks: Number };
export const content = async () => {
  data.ticks++;
  console.log('tick', data.ticks);
  await connectors.utils.sleep({ milliseconds: 100 });
  step.redo();
};`,
  'scenarios/connectors/mailer.json': { send: { id: 'mail-1' } },
  'tests/valid.json': `// tests/valid.json
{ "customer": { "email": "a@example.com" }, "testMode": true, }`,
  'tests/invalid.yaml': 'customer:\n  email: nobody\n',
  'tests/broken.json': '{ "customer": { "email": "" } }',
};

export interface Shop {
  readonly dir: string;
  /** With --dir. */
  run(...args: readonly string[]): Promise<Said>;
  /** Alone on its line. */
  create(name: string, data: unknown, ...args: readonly string[]): Promise<string>;
  /** A script in which `stepscope` is the command, in the folder. */
  bash(script: string): Promise<Said>;
  remove(): void;
}

export function openShop(files: Files = TASK_FILES): Shop {
  const { dir, remove } = makeWorkspace(files);
  const run = (...args: readonly string[]): Promise<Said> =>
    said(process.execPath, [COMMAND, ...args, '--dir', dir], dir);
  return {
    dir,
    run,
    async create(name, data, ...args) {
      const { stdout, stderr } = await run('task', 'new', name, '-d', JSON.stringify(data), ...args);
      if (!/^[a-z0-9]+\n$/.test(stdout)) throw new Error(`no id: ${stdout}${stderr}`);
      return stdout.trim();
    },
    bash: (script) => said('bash', ['-c', `stepscope() { '${process.execPath}' '${COMMAND}' "$@"; }\n${script}`], dir),
    remove,
  };
}

function said(file: string, args: readonly string[], cwd: string): Promise<Said> {
  return new Promise((resolve) => {
    const options = { cwd, maxBuffer: 1 << 28, timeout: 120_000, env: { ...process.env, NO_COLOR: '1' } };
    execFile(file, args, options, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
      resolve({ code, stdout, stderr });
    });
  });
}

export interface Running {
  /** Resolves when a line of its output has this in it. */
  says(text: string): Promise<void>;
  signal(name: NodeJS.Signals): void;
  readonly ended: Promise<Said>;
}

/** Runs beside the test. */
export function start(dir: string, ...args: readonly string[]): Running {
  const child = spawn(process.execPath, [COMMAND, ...args, '--dir', dir], { cwd: dir });
  let [stdout, stderr] = ['', ''];
  const waiting: { readonly text: string; readonly done: () => void }[] = [];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    for (const { text: wanted, done } of waiting) if (stdout.includes(wanted)) done();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return {
    says: (text) =>
      new Promise((done) => {
        waiting.push({ text, done });
        if (stdout.includes(text)) done();
      }),
    signal: (name) => child.kill(name),
    ended: new Promise((resolve) => {
      child.on('close', (code) => resolve({ code: code ?? -1, stdout, stderr }));
    }),
  };
}

/** Asks until it holds; a test that waits for ever is ended from outside. */
export async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds()));
}
