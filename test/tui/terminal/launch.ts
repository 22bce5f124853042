// Starts a program in a pseudo-terminal, in an environment that does not depend on where the tests run.
import { fileURLToPath } from 'node:url';
import { type IPty, spawn } from '@lydell/node-pty';

export interface LaunchOptions {
  /** Default: this Node, with dist/stepscope.js in front of `args`. */
  readonly command?: string;
  readonly args?: readonly string[];
  readonly cwd?: string;
  readonly cols?: number;
  readonly rows?: number;
  /** On top of ours, from which CI, NO_COLOR, FORCE_COLOR and the like are taken. */
  readonly env?: Readonly<Record<string, string>>;
  /** Start it from `sh`, which tells after its end how it ended and in which mode it left the terminal. */
  readonly shell?: boolean;
}

const UNSET = ['CI', 'CONTINUOUS_INTEGRATION', 'NO_COLOR', 'FORCE_COLOR', 'NODE_OPTIONS', 'NODE_ENV', 'VITEST', 'TMUX'];

const STEPSCOPE = fileURLToPath(new URL('../../../dist/stepscope.js', import.meta.url));
// It stays until it is killed, because what is printed right before the end of a session may be lost (libuv takes the
// hang-up for the end of what there is to read).
const WRAPPER = '"$@"; code=$?; stty -a; echo "[ended $code]"; read _';

function environment(extra: Readonly<Record<string, string>>): Record<string, string | undefined> {
  const inherited = Object.entries(process.env).filter(([name]) => !UNSET.includes(name));
  return {
    ...Object.fromEntries(inherited),
    COLORTERM: 'truecolor',
    LC_ALL: 'C.UTF-8',
    STEPSCOPE_IDLE_MARK: '1',
    ...extra,
  };
}

export function launch(options: LaunchOptions, size: { readonly cols: number; readonly rows: number }): IPty {
  const { args = [], cwd, env = {}, shell = false } = options;
  const line = options.command ? [options.command, ...args] : [process.execPath, STEPSCOPE, ...args];
  const [file = 'sh', ...rest] = shell ? ['sh', '-c', WRAPPER, 'sh', ...line] : line;
  return spawn(file, rest, { name: env.TERM ?? 'xterm-256color', ...size, cwd, env: environment(env) });
}
