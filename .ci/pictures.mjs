// Draws the README's pictures: runs the built program in a real terminal on the samples, presses keys, and writes what
// the screen shows as SVG into .readme/. Dates and times in them are those of the day. Run it after `npm run build`.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './bundling.mjs';
import { svgOf } from './drawing.mjs';
import { open, select } from './shot.mjs';

const out = join(ROOT, '.readme');

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

async function draw({ name, title, scenario, steps }) {
  const screen = open(['--scenario', scenario]);
  await screen.idle();
  for (const step of steps) {
    if (step.press !== undefined) await screen.press(step.press);
    else await select(screen, step.select);
  }
  writeFileSync(join(out, `${name}.svg`), svgOf(screen.xterm, title));
  await screen.close();
}

mkdirSync(out, { recursive: true });
for (const picture of PICTURES) await draw(picture);
