// `stepscope inspect`: a JavaScript debugger pauses in the user's own file, with the turn's own data.
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { COMMAND, type Files, makeWorkspace } from '../check/workspace.ts';
import { Debugger, type Paused } from './debugger.ts';

interface Inspected {
  readonly dir: string;
  readonly debug: Debugger;
  /** What a debugger calls a file of the workspace. */
  urlOf(file: string): string;
  readonly ended: Promise<{ readonly code: number | null; readonly said: string }>;
}

function start(files: Files, args: readonly string[]) {
  const { dir, remove } = makeWorkspace(files);
  const child: ChildProcess = spawn(process.execPath, [COMMAND, 'inspect', '--dir', dir, '--port', '0', ...args]);
  onTestFinished(() => {
    child.kill();
    remove();
  });
  let said = '';
  let onText: () => void = () => {};
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      onText();
    });
  const ended = new Promise<{ code: number | null; said: string }>((resolve) =>
    child.on('close', (code) => resolve({ code, said })),
  );
  const url = new Promise<string>((resolve) => {
    onText = () => {
      const [found] = /ws:\S+/.exec(said) ?? [];
      if (found) resolve(found);
    };
  });
  return { dir, ended, url };
}

/** Attached, and standing still before anything of the turn has run. */
async function inspect(files: Files, ...args: readonly string[]): Promise<Inspected> {
  const { dir, ended, url } = start(files, args);
  const failed = ended.then(({ said }) => Promise.reject(new Error(said)));
  const debug = await Debugger.attach(await Promise.race([url, failed]));
  onTestFinished(() => debug.close());
  failed.catch(() => {});
  await debug.send('Runtime.enable');
  await debug.send('Debugger.enable');
  // It names its address just before it begins to wait: who says "go on" before that is not heard.
  const goOn = (): void => void debug.send('Runtime.runIfWaitingForDebugger');
  const again = setInterval(goOn, 100);
  onTestFinished(() => clearInterval(again));
  goOn();
  return { dir, debug, ended, urlOf: (file) => pathToFileURL(join(dir, file)).href };
}

/** A line may have several places to stop at. */
async function stepOverTo(debug: Debugger, line: number): Promise<Paused> {
  for (;;) {
    void debug.send('Debugger.stepOver');
    const paused = await debug.paused();
    if (paused.line >= line) {
      expect(paused.line).toBe(line);
      return paused;
    }
  }
}

const FILES = {
  'steps/a.js': `// A step.
import { add } from './add.js';

export const condition = { n: Number, big: null };

export const content = async () => {
  // First a comment.

  const before = data.n;
  data.n = add(before, connectors.x.y());
  data.big = data.n > 1 ? true : null;
  step.redo();
};
`,
  'steps/add.js':
    'export const condition = { never: 1 };\nexport const content = () => {};\nexport const add = (a, b) => {\n  return a + b;\n};\n',
  'steps/b.ts': `interface Big {
  readonly big: boolean;
}

export const condition = { big: true };

export const content = async (given: Big): Promise<void> => {
  const { big }: Big = given;
  if (!big) throw new Error('small');
  task.complete({ n: data.n as number });
};
`,
  'scenarios/one.json': { name: 'one', data: { n: 0 }, connectors: { x: { y: [1, 41] } } },
};

describe('stepscope inspect', () => {
  it('pauses at the first line of content, with the data of that turn', async () => {
    const { debug, urlOf, ended } = await inspect(FILES, '--scenario', 'one', '--turn', '2');
    const paused = await debug.paused();
    expect(paused).toMatchObject({ source: urlOf('steps/a.js'), line: 9, functionName: 'content' });
    expect(await debug.evaluate(paused, 'JSON.stringify(data)')).toBe('{"n":1,"big":null}');
    const second = await stepOverTo(debug, 10);
    expect(await debug.evaluate(second, 'before')).toBe(1);
    expect(await debug.evaluate(await stepOverTo(debug, 11), 'data.n')).toBe(42);
    await debug.send('Debugger.resume');
    const { code, said } = await ended;
    expect(code).toBe(0);
    expect(said).toContain('a has run to its end.');
  });

  it('breakpoints bind in a TypeScript step, and in what a step imports', async () => {
    const { debug, urlOf, ended } = await inspect(FILES, '--scenario', 'one', '--turn', '3');
    const paused = await debug.paused();
    expect(paused).toMatchObject({ source: urlOf('steps/b.ts'), line: 8 });
    expect(await debug.evaluate(paused, 'data.n + given.n')).toBe(84);
    await debug.breakAt(urlOf('steps/b.ts'), 10);
    await debug.send('Debugger.resume');
    expect(await debug.paused()).toMatchObject({ source: urlOf('steps/b.ts'), line: 10 });
    await debug.send('Debugger.resume');
    expect((await ended).code).toBe(0);
    const other = await inspect(FILES, '--scenario', 'one');
    await other.debug.paused();
    await other.debug.breakAt(other.urlOf('steps/add.js'), 4);
    await other.debug.send('Debugger.resume');
    const inHelper = await other.debug.paused();
    expect(inHelper).toMatchObject({ source: other.urlOf('steps/add.js'), line: 4, functionName: 'add' });
    expect(await other.debug.evaluate(inHelper, '[a, b]')).toEqual([0, 1]);
  });

  it('may stand still for longer than a step may take, and says what the step threw', async () => {
    const { debug, ended } = await inspect(
      {
        'stepscope.config.json': { limits: { stepMs: 100 } },
        'steps/a.js': 'export const condition = { a: 1 };\nexport default (data) => {\n  data.a.b.c = 1;\n};\n',
        'scenarios/one.json': { a: 1 },
      },
      ...['--scenario', 'one'],
    );
    expect((await debug.paused()).line).toBe(3);
    const expression = 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 400)';
    await debug.send('Runtime.evaluate', { expression });
    await debug.send('Debugger.resume');
    const { code, said } = await ended;
    expect([code, said]).toEqual([0, expect.stringContaining('(steps/a.js:3:')]);
    expect(said).toContain('a threw TypeError');
  });

  it('waits with the turn of the scenario, not with that of a subtask', async () => {
    const { debug, urlOf } = await inspect(
      {
        'steps/a.js':
          "export const condition = { a: 1 };\nexport const content = () => {\n  task.subtask('kid', { kid: 1 }, { into: 'kid', waitFor: true });\n};\n",
        'steps/k.js': 'export const condition = { kid: 1 };\nexport const content = () => task.complete({ n: 7 });\n',
        'steps/z.js':
          'export const condition = { kid: Object };\nexport const content = () =>\n  task.complete(data.kid);\n',
        'scenarios/one.json': { a: 1 },
      },
      ...['--scenario', 'one', '--turn', '2'],
    );
    const paused = await debug.paused();
    expect(paused).toMatchObject({ source: urlOf('steps/z.js'), line: 3 });
    expect(await debug.evaluate(paused, 'data.kid.n')).toBe(7);
  });

  it('can be reached from this machine only, and tells how', async () => {
    const { ended, url } = start(FILES, ['--scenario', 'one']);
    expect(new URL(await url).hostname).toBe('127.0.0.1');
    const debug = await Debugger.attach(await url);
    await debug.send('Debugger.enable');
    void debug.send('Runtime.runIfWaitingForDebugger');
    await debug.paused();
    await debug.send('Debugger.resume');
    const { said } = await ended;
    for (const how of ['chrome://inspect', 'launch.json', 'node inspect 127.0.0.1:']) expect(said).toContain(how);
  });

  it('says why it cannot', async () => {
    const refused = async (...args: readonly string[]) =>
      (await start(FILES, args).ended) as { code: number; said: string };
    expect(await refused('--scenario', 'two')).toEqual({ code: 2, said: expect.stringContaining('no scenario "two"') });
    const many = await refused('--scenario', 'one', '--turn', '9');
    expect(many).toEqual({
      code: 2,
      said: expect.stringContaining('there is no turn 9: the task ended after 3 turns'),
    });
    expect((await refused('--scenario', 'one', '--turn', '0')).code).toBe(2);
    expect((await refused()).said).toContain("required option '--scenario <name>'");
    const { debug } = await inspect(FILES, '--scenario', 'one');
    await debug.paused();
    const taken = await refused('--scenario', 'one', '--port', String(debug.port));
    expect(taken).toEqual({ code: 2, said: expect.stringContaining('is taken: name another with --port') });
  });
});
