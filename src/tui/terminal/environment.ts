// Ink and chalk decide while they are imported what they will draw, from the environment, and only then.
// Here is that environment: NO_COLOR counts (chalk does not know it), CI and DEV do not (Ink draws nothing with CI
// set, even empty, and looks for React's development tools with DEV=true; chalk has no colours in CI).

/** In the bundle Ink's layout engine is not there yet when Ink is loaded, and says here when it is (.ci/stand-ins/yoga.mjs). */
const LAYOUT = Symbol.for('stepscope.layout');

type Environment = Readonly<Record<string, string | undefined>>;

/** What FORCE_COLOR should say; undefined leaves the choice to chalk. An explicit FORCE_COLOR wins over all. */
export function forceColor({ FORCE_COLOR, NO_COLOR, TERM }: Environment): string | undefined {
  if (FORCE_COLOR !== undefined) return FORCE_COLOR;
  return NO_COLOR || TERM === 'dumb' ? '0' : undefined;
}

/** What the terminal says of its ground, where it does (rxvt, Konsole and others): `ink;paper` as numbers of ANSI colours. */
export function groundOf({ COLORFGBG = '' }: Environment): 'dark' | 'light' {
  const paper = /;(\d+)$/.exec(COLORFGBG)?.[1];
  return paper !== undefined && (paper === '7' || Number(paper) > 8) ? 'light' : 'dark';
}

function assign(values: Environment): void {
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
}

/**
 * Loads what imports Ink, and must be the first to do so: `importForTerminal(() => import('../tui/app.tsx'))`.
 * Afterwards the environment is as before, for the programs that we start: with both NO_COLOR and FORCE_COLOR
 * set, Node itself prints a warning into the screen.
 */
export async function importForTerminal<T>(load: () => Promise<T>): Promise<T> {
  const { FORCE_COLOR, CI, CONTINUOUS_INTEGRATION, DEV } = process.env;
  assign({ FORCE_COLOR: forceColor(process.env), CI: undefined, CONTINUOUS_INTEGRATION: undefined, DEV: undefined });
  try {
    const loaded = await load();
    await (globalThis as { [LAYOUT]?: Promise<void> })[LAYOUT];
    return loaded;
  } finally {
    assign({ FORCE_COLOR, CI, CONTINUOUS_INTEGRATION, DEV });
  }
}
