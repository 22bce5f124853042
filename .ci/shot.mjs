// The built program in a real terminal, for pictures: keys go in, and what the screen shows can be read.
import { join } from 'node:path';
import { spawn } from '@lydell/node-pty';
import { Unicode11Addon } from '@xterm/addon-unicode11';
import xtermHeadless from '@xterm/headless';
import { ROOT } from './bundling.mjs';

const SIZE = { cols: 120, rows: 26 };
/** For one wait, ms. */
const PATIENCE = 20_000;

/** A program in a terminal that is read as a grid. It says itself when it is idle (src/tui/terminal/idle-mark.ts). */
export function open(args, { size = SIZE, env: extra = {}, cwd = ROOT } = {}) {
  const xterm = new xtermHeadless.Terminal({ ...size, allowProposedApi: true });
  xterm.loadAddon(new Unicode11Addon());
  xterm.unicode.activeVersion = '11';
  const { CI: _, NO_COLOR: __, FORCE_COLOR: ___, ...env } = process.env;
  const child = spawn(process.execPath, [join(ROOT, 'dist/stepscope.js'), ...args], {
    ...size,
    name: 'xterm-256color',
    cwd,
    env: { ...env, TERM: 'xterm-256color', COLORTERM: 'truecolor', STEPSCOPE_IDLE_MARK: '1', ...extra },
  });
  let sent = 0;
  let consumed = -1;
  let check = () => {};
  xterm.parser.registerOscHandler(777, (data) => {
    const [kind, bytes] = data.split(';');
    if (kind === 'idle') consumed = Number(bytes);
    return true;
  });
  // A frame begins: what was said of idleness before no longer holds.
  xterm.parser.registerCsiHandler({ prefix: '?', final: 'h' }, ([mode]) => {
    if (mode === 2026) consumed = -1;
    return false;
  });
  child.onData((data) => xterm.write(data, () => check()));
  const lines = () =>
    Array.from({ length: size.rows }, (_, y) => xterm.buffer.active.getLine(y).translateToString(true));
  const idle = () =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`never idle:\n${lines().join('\n')}`)), PATIENCE);
      check = () => {
        if (consumed !== sent) return;
        clearTimeout(timer);
        resolve();
      };
      check();
    });
  const press = async (keys) => {
    for (const key of keys) {
      sent += key.length;
      consumed = -1;
      child.write(key);
      await idle();
    }
  };
  /** Until this is to be seen, whatever runs. */
  const until = (text) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`never ${text}:\n${lines().join('\n')}`)), PATIENCE);
      check = () => {
        if (!lines().some((line) => line.includes(text))) return;
        clearTimeout(timer);
        resolve();
      };
      check();
    });
  /** Without waiting for an answer. */
  const send = (keys) => {
    sent += keys.length;
    child.write(keys);
  };
  const ended = new Promise((resolve) => child.onExit(resolve));
  const close = async () => {
    child.kill('SIGTERM');
    await ended;
    xterm.dispose();
  };
  return { xterm, lines, idle, until, send, press, close };
}

const lastName = (step) => step.slice(step.lastIndexOf('/') + 1);

/** The title of Why names the selected step; where there is little room, without all of its folder. */
function isSelected(step, lines) {
  const [, shown = ''] = /Why: ([^─╮]*)/.exec(lines.find((line) => line.includes('Why: ')) ?? '') ?? [];
  return lastName(shown).startsWith(lastName(step));
}

/** Down the agenda, to a step. */
export async function select(screen, step) {
  for (let row = 0; row < 100; row++) {
    if (isSelected(step, screen.lines())) return;
    await screen.press('j');
  }
  throw new Error(`no ${step} in the agenda`);
}
