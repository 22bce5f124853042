// What a terminal shows, as SVG. Frames are drawn as shapes, so that they join whatever the font.

const CELL = { width: 9, height: 18, baseline: 13.5 };
const MARGIN = 10;
/** What a terminal of that kind has, and the colours by name that it shows on it. */
const GROUNDS = {
  dark: {
    paper: '#16181d',
    ink: '#d6d9e0',
    ansi: '#2a2e37 #e0606b #8fc36b #d9b45b #5fa8ea #c27fdb #4fbac4 #c3c8d1 #6b7280 #ff7b85 #a9db86 #f0cc74 #82c0ff #d99bf0 #6fd6df #ffffff',
  },
  light: {
    paper: '#fbfbf8',
    ink: '#24272d',
    ansi: '#24272d #b3261e #3b7a1f #8a6100 #1f5fb0 #8333a8 #0f7580 #d5d8dd #6b7280 #c9382f #4c8f2c #a27400 #2f74c9 #9a4bbf #1d8a96 #ffffff',
  },
};
const CUBE = [0, 95, 135, 175, 215, 255];

const hex = (number) => `#${number.toString(16).padStart(6, '0')}`;

function ofPalette(index, { ansi }) {
  if (index < 16) return ansi.split(' ')[index];
  if (index >= 232) return hex((8 + (index - 232) * 10) * 0x010101);
  const [red, green, blue] = [Math.floor((index - 16) / 36), Math.floor((index - 16) / 6) % 6, (index - 16) % 6];
  return hex((CUBE[red] << 16) | (CUBE[green] << 8) | CUBE[blue]);
}

function lookOf(cell, ground) {
  const front = cell.isFgRGB()
    ? hex(cell.getFgColor())
    : cell.isFgPalette()
      ? ofPalette(cell.getFgColor(), ground)
      : ground.ink;
  const back = cell.isBgRGB()
    ? hex(cell.getBgColor())
    : cell.isBgPalette()
      ? ofPalette(cell.getBgColor(), ground)
      : ground.paper;
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
function runsOf(line, cols, ground) {
  const runs = [];
  for (let x = 0; x < cols; x++) {
    const cell = line.getCell(x);
    // The second half of a wide character.
    if (cell.getWidth() === 0) continue;
    const text = cell.getChars() || ' ';
    const look = lookOf(cell, ground);
    const shape = shapeOf(text, look.ink);
    const last = runs.at(-1);
    // What is wide or joined stands where it stands, whatever the font makes of it.
    const isPlain = cell.getWidth() === 1 && text.length === 1;
    const key = JSON.stringify({ ...look, shape, isPlain });
    if (last?.key === key && isPlain) Object.assign(last, { text: last.text + text, cells: last.cells + 1 });
    else runs.push({ key, x, text, cells: cell.getWidth(), shape, ...look });
  }
  return runs;
}

function drawRun({ x, text, cells, shape, ink, paper, bold, dim }, ground) {
  const left = x * CELL.width;
  const width = cells * CELL.width;
  const back =
    paper === ground.paper ? '' : `<rect x="${left}" width="${width}" height="${CELL.height}" fill="${paper}"/>`;
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
  const length = words.length > 1 && cells === text.length ? ` textLength="${words.length * CELL.width}"` : '';
  const weight = bold ? ' font-weight="bold"' : '';
  return `${back}<text x="${left + start * CELL.width}" y="${CELL.baseline}"${length} fill="${ink}"${weight}${dimmed}>${escaped(words)}</text>`;
}

/** `kind`: dark or light. */
export function svgOf(xterm, title, kind = 'dark') {
  const { cols, rows } = xterm;
  const ground = GROUNDS[kind];
  const [width, height] = [cols * CELL.width + 2 * MARGIN, rows * CELL.height + 2 * MARGIN];
  const drawn = Array.from({ length: rows }, (_, y) => {
    const runs = runsOf(xterm.buffer.active.getLine(y), cols, ground)
      .map((run) => drawRun(run, ground))
      .join('');
    return runs === '' ? '' : `<g transform="translate(${MARGIN} ${MARGIN + y * CELL.height})">${runs}</g>\n`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">
<title>${escaped(title)}</title>
<rect width="100%" height="100%" rx="6" fill="${ground.paper}"/>
<g font-family="Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14.9" xml:space="preserve">
${drawn.join('')}</g>
</svg>
`;
}
