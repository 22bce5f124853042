// `npm run gallery`: a picture of each pane, tab, panel and state, in a folder that is not committed, with a page that shows
// all of them. Run it after `npm run build`. A name behind it draws only those that have it in theirs.
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import { ROOT } from './bundling.mjs';
import { svgOf } from './drawing.mjs';
import { PICTURES, WORKSPACE } from './gallery-pictures.mjs';
import { open, select } from './shot.mjs';

const out = join(ROOT, 'gallery');
const fonts = join(dirname(createRequire(import.meta.url).resolve('dejavu-fonts-ttf/package.json')), 'ttf');
const font = {
  fontFiles: ['DejaVuSansMono.ttf', 'DejaVuSansMono-Bold.ttf'].map((name) => join(fonts, name)),
  // Of this machine: Chinese, Korean, emoji.
  loadSystemFonts: true,
  defaultFontFamily: 'DejaVu Sans Mono',
};
/** Larger than on screen, so that one can look at it closely. */
const ZOOM = 1.5;

function makeFolder({ files, isEmpty }) {
  const folder = mkdtempSync(join(tmpdir(), 'stepscope-gallery-'));
  if (!files && !isEmpty)
    for (const name of ['steps', 'scenarios']) cpSync(join(ROOT, name), join(folder, name), { recursive: true });
  for (const [file, text] of Object.entries(files === true ? WORKSPACE : (files ?? {}))) save(folder, file, text);
  return folder;
}

function save(folder, file, text) {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), typeof text === 'string' ? text : JSON.stringify(text, null, 2));
}

async function act(screen, folder, step) {
  if (step.press !== undefined) await screen.press(step.press);
  else if (step.select !== undefined) await select(screen, step.select);
  else if (step.send !== undefined) screen.send(step.send);
  else if (step.until !== undefined) await screen.until(step.until);
  else save(folder, ...step.save);
}

async function draw(picture) {
  const { name, title, args = [], scenario, steps = [], size, env, ground } = picture;
  const folder = makeFolder(picture);
  const words = scenario === undefined ? args : ['--scenario', scenario, ...args];
  const screen = open([...(picture.before ?? []), folder, ...words], { size, env });
  try {
    await screen.idle();
    for (const step of steps) await act(screen, folder, step);
    const svg = svgOf(screen.xterm, title, ground);
    const png = new Resvg(svg, { font, fitTo: { mode: 'zoom', value: ZOOM } }).render().asPng();
    writeFileSync(join(out, `${name}.png`), png);
  } finally {
    await screen.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function page(pictures) {
  const rows = pictures.map(({ name, title }) => `<h2>${title}</h2>\n<img src="${name}.png" alt="${name}">`);
  const style = 'body { font: 16px sans-serif; background: #888 } img { max-width: 100% }';
  return `<!doctype html><meta charset="utf-8"><title>stepscope</title><style>${style}</style>\n${rows.join('\n')}\n`;
}

const [, , wanted = ''] = process.argv;
const pictures = PICTURES.filter(({ name }) => name.includes(wanted));
mkdirSync(out, { recursive: true });
let missing = 0;
for (const picture of pictures) {
  try {
    await draw(picture);
  } catch (error) {
    missing++;
    process.stderr.write(`${picture.name}: ${error.message}\n`);
  }
}
writeFileSync(join(out, 'index.html'), page(PICTURES));
process.stdout.write(`${pictures.length - missing} pictures: ${join(out, 'index.html')}\n`);
process.exitCode = missing > 0 ? 1 : 0;
