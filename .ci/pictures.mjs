// Draws the README's pictures: runs the built program in a real terminal on the samples, presses keys, and writes what
// the screen shows as SVG into .readme/. Dates and times in them are those of the day. Run it after `npm run build`.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { spawn } from '@lydell/node-pty';
import { Unicode11Addon } from '@xterm/addon-unicode11';
import xtermHeadless from '@xterm/headless';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const out = join(root, '.readme');

/** `press`: keys as they are sent; `select`: down the agenda to this step. `cols` x `rows` is what the terminal has. */
const PICTURES = [
  {
    name: 'welcome',
    title: 'The welcome scenario after four turns: what runs next and why, what loses, what turn 4 changed.',
    scenario: 'a new customer buys three books',
    steps: [{ press: '    ' }],
  },
  {
    name: 'near-miss',
    title: 'A near miss: orders/validate order asks for a Number at order.total and got the text "5000".',
    scenario: 'a total that is a text',
    steps: [{ press: '  ' }, { select: 'orders/validate order' }],
  },
  {
    name: 'fork',
    title: 'A fork: in the past, another match was picked by hand, and the task goes on from there.',
    scenario: 'a coupon and loyalty points',
    steps: [{ press: 'c' }, { press: ',,,,,,' }, { select: 'orders/redeem' }, { press: '\r' }, { press: 'g' }],
  },
];
const SIZE = { cols: 120, rows: 26 };
/** For one wait, ms. */
const PATIENCE = 10_000;

/** A program in a terminal that is read as a grid. It says itself when it is idle (src/tui/terminal/idle-mark.ts). */
function open(args) {
  const xterm = new xtermHeadless.Terminal({ ...SIZE, allowProposedApi: true });
  xterm.loadAddon(new Unicode11Addon());
  xterm.unicode.activeVersion = '11';
  const { CI: _, NO_COLOR: __, FORCE_COLOR: ___, ...env } = process.env;
  const child = spawn(process.execPath, [join(root, 'dist/stepscope.js'), ...args], {
    ...SIZE,
    name: 'xterm-256color',
    cwd: root,
    env: { ...env, TERM: 'xterm-256color', COLORTERM: 'truecolor', STEPSCOPE_IDLE_MARK: '1' },
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
    Array.from({ length: SIZE.rows }, (_, y) => xterm.buffer.active.getLine(y).translateToString(true));
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
  return { xterm, child, lines, idle, press };
}

async function draw({ name, title, scenario, steps }) {
  const screen = open(['--scenario', scenario]);
  await screen.idle();
  for (const step of steps) {
    if (step.press !== undefined) await screen.press(step.press);
    else await select(screen, step.select);
  }
  writeFileSync(join(out, `${name}.svg`), svgOf(screen.xterm, title));
  screen.child.kill('SIGTERM');
  screen.xterm.dispose();
}

async function select(screen, step) {
  for (let row = 0; row < 100; row++) {
    if (screen.lines().some((line) => line.includes(`Why: ${step}`))) return;
    await screen.press('j');
  }
  throw new Error(`no ${step} in the agenda`);
}

// ------------------------------------------------------------------------------------------------------------- drawing

const CELL = { width: 9, height: 18, baseline: 13.5 };
const MARGIN = 10;
const PAPER = '#16181d';
const INK = '#d6d9e0';
const ANSI =
  '#2a2e37 #e0606b #8fc36b #d9b45b #5fa8ea #c27fdb #4fbac4 #c3c8d1 #6b7280 #ff7b85 #a9db86 #f0cc74 #82c0ff #d99bf0 #6fd6df #ffffff';
const CUBE = [0, 95, 135, 175, 215, 255];

const hex = (number) => `#${number.toString(16).padStart(6, '0')}`;

function ofPalette(index) {
  if (index < 16) return ANSI.split(' ')[index];
  if (index >= 232) return hex((8 + (index - 232) * 10) * 0x010101);
  const [red, green, blue] = [Math.floor((index - 16) / 36), Math.floor((index - 16) / 6) % 6, (index - 16) % 6];
  return hex((CUBE[red] << 16) | (CUBE[green] << 8) | CUBE[blue]);
}

function lookOf(cell) {
  const front = cell.isFgRGB() ? hex(cell.getFgColor()) : cell.isFgPalette() ? ofPalette(cell.getFgColor()) : INK;
  const back = cell.isBgRGB() ? hex(cell.getBgColor()) : cell.isBgPalette() ? ofPalette(cell.getBgColor()) : PAPER;
  const [ink, paper] = cell.isInverse() ? [back, front] : [front, back];
  return { ink, paper, bold: cell.isBold() !== 0, dim: cell.isDim() !== 0 };
}

/** Lines and blocks are drawn as shapes, so that frames join whatever the font. Half a cell's width and height: w, h. */
const [W, H] = [CELL.width / 2, CELL.height / 2];
const LINES = {
  '─': `M0 ${H}h${2 * W}`,
  '│': `M${W} 0v${2 * H}`,
  '╭': `M${2 * W} ${H}Q${W} ${H} ${W} ${H + W}V${2 * H}`,
  '╮': `M0 ${H}Q${W} ${H} ${W} ${H + W}V${2 * H}`,
  '╰': `M${2 * W} ${H}Q${W} ${H} ${W} ${H - W}V0`,
  '╯': `M0 ${H}Q${W} ${H} ${W} ${H - W}V0`,
  '├': `M${W} 0v${2 * H}M${W} ${H}h${W}`,
  '└': `M${W} 0v${H}h${W}`,
};
const BARS = '▁▂▃▄▅▆▇█';

function shapeOf(character, ink) {
  const line = LINES[character];
  if (line) return `<path d="${line}" fill="none" stroke="${ink}" stroke-width="1.2"/>`;
  if (character === '┃') return `<path d="M${W} 0v${2 * H}" stroke="${ink}" stroke-width="2.6"/>`;
  const eighths = BARS.indexOf(character) + 1;
  if (eighths === 0) return null;
  const height = (CELL.height * eighths) / 8;
  return `<rect y="${CELL.height - height}" width="${CELL.width}" height="${height}" fill="${ink}"/>`;
}

const escaped = (text) => text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** Neighbouring cells of one look. */
function runsOf(line, cols) {
  const runs = [];
  for (let x = 0; x < cols; x++) {
    const cell = line.getCell(x);
    const text = cell.getChars() || ' ';
    const look = lookOf(cell);
    const shape = shapeOf(text, look.ink);
    const last = runs.at(-1);
    const key = JSON.stringify({ ...look, shape });
    if (last?.key === key) last.text += text;
    else runs.push({ key, x, text, shape, ...look });
  }
  return runs;
}

function drawRun({ x, text, shape, ink, paper, bold, dim }) {
  const left = x * CELL.width;
  const width = text.length * CELL.width;
  const back = paper === PAPER ? '' : `<rect x="${left}" width="${width}" height="${CELL.height}" fill="${paper}"/>`;
  const dimmed = dim ? ' opacity="0.55"' : '';
  if (shape !== null) {
    const shapes = [...text].map((_, index) => `<g transform="translate(${left + index * CELL.width})">${shape}</g>`);
    const long = text.length > 1 && shape.includes(LINES['─']);
    const line = `<path d="M${left} ${H}h${width}" stroke="${ink}" stroke-width="1.2"/>`;
    return `${back}<g${dimmed}>${long ? line : shapes.join('')}</g>`;
  }
  if (text.trim() === '') return back;
  const start = text.length - text.trimStart().length;
  const words = text.trim();
  const length = words.length > 1 ? ` textLength="${words.length * CELL.width}"` : '';
  const weight = bold ? ' font-weight="bold"' : '';
  return `${back}<text x="${left + start * CELL.width}" y="${CELL.baseline}"${length} fill="${ink}"${weight}${dimmed}>${escaped(words)}</text>`;
}

function svgOf(xterm, title) {
  const { cols, rows } = SIZE;
  const [width, height] = [cols * CELL.width + 2 * MARGIN, rows * CELL.height + 2 * MARGIN];
  const drawn = Array.from({ length: rows }, (_, y) => {
    const runs = runsOf(xterm.buffer.active.getLine(y), cols).map(drawRun).join('');
    return runs === '' ? '' : `<g transform="translate(${MARGIN} ${MARGIN + y * CELL.height})">${runs}</g>\n`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">
<title>${escaped(title)}</title>
<rect width="100%" height="100%" rx="6" fill="${PAPER}"/>
<g font-family="Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14.9" xml:space="preserve">
${drawn.join('')}</g>
</svg>
`;
}

mkdirSync(out, { recursive: true });
for (const picture of PICTURES) await draw(picture);
