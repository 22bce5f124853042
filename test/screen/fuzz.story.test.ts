// Somebody presses anything, in windows of any size: nothing crashes, no rubbish is left on the screen, and the terminal is
// as it was in the end. Ten thousand keys; STEPSCOPE_KEYS=50000 presses more, STEPSCOPE_SEED=7 others.
import { cpSync } from 'node:fs';
import { expect, it } from 'vitest';
import { FINDING_RULES } from '../../src/load/config-rules.ts';
import { ROOT } from '../check/workspace.ts';
import { openScreen, type Screen } from './driver.ts';
import { bytesOf, Hand, type Move } from './fuzz-hand.ts';
import { EVILS } from './hostile-strings.ts';
import { expectWhole } from './whole.ts';
import { type Files, makeWorkspace, step } from './workspace.ts';

const KEYS = Number(process.env.STEPSCOPE_KEYS ?? 5_000);
const SEED = Number(process.env.STEPSCOPE_SEED ?? 1);
/** At once; after each lot the screen is looked at. */
const MOST_AT_ONCE = 6;
/** Every so many lots it is compared with a picture that is painted anew. */
const COMPARE_EVERY = 5;
const TOLD = 12;

/** What is found in the texts of steps comes when it comes: two pictures of one moment would differ by it. */
const NO_FINDINGS = Object.fromEntries(Object.keys(FINDING_RULES).map((code) => [code, 'off']));

const SETTINGS = { limits: { stepMs: 400, turns: 200 }, findings: NO_FINDINGS };

const NASTY: Files = {
  'stepscope.config.json': SETTINGS,
  'steps/日本語 の ステップ.js': step(
    '{ n: Number }',
    'data.日本語 = "値".repeat(40); console.log("ログ 👩‍👩‍👧 e\\u0301");',
  ),
  'steps/a step whose name is much longer than any pane could ever show in one row of it.js': step(
    '{ n: 1, text: String, deep: { a: { b: { c: { d: Array } } } } }',
    'data.text = data.text.toUpperCase(); task.visualize("a table", [{ a: 1, b: "日本" }, { a: 2, b: "x" }]);',
  ),
  'steps/endless.js': step('{ spin: true }', 'while (true) {}'),
  'steps/throws.js': step('{ n: 2 }', 'throw new Error(data.evil.join("\\n"));'),
  'steps/asks.js': step('{ n: 1, evil: Array }', 'data.answer = await connectors.shop.ask({ evil: data.evil });'),
  'steps/children.js': step('{ n: 3 }', 'for (const x of [1, 2, 3]) task.subtask({ n: x, evil: data.evil });'),
  'steps/again.js': step('{ count: Number }', 'data.count += 1; step.redo();'),
  'steps/broken.js': 'export const condition = {{{ \x1b[31m',
  'scenarios/one.json': { n: 1, text: 'a text', deep: { a: { b: { c: { d: [1, { e: 2 }] } } } }, evil: EVILS },
  'scenarios/evil.json': { name: EVILS.slice(0, 9).join(''), data: { n: 2, evil: EVILS }, tags: EVILS.slice(9, 20) },
  'scenarios/family.json': { n: 3, evil: EVILS.slice(0, 5) },
  'scenarios/counting.json': { count: 0 },
  'scenarios/endless.json': { spin: true },
  'scenarios/not json.json': '{ "a": ',
};

function samples(): string {
  const { dir } = makeWorkspace({ 'stepscope.config.json': SETTINGS });
  for (const name of ['steps', 'scenarios']) cpSync(`${ROOT}/${name}`, `${dir}/${name}`, { recursive: true });
  return dir;
}

it.each<[string, () => string]>([
  ['the samples', samples],
  ['a nasty workspace', () => makeWorkspace(NASTY).dir],
])(`%s, ${KEYS} keys`, { timeout: 60_000 + KEYS * 200 }, async (name, dirOf) => {
  const hand = new Hand(SEED + name.length);
  const done: string[] = [];
  // An editor that ends at once.
  const screen = await openScreen({ args: [dirOf()], env: { EDITOR: 'true', VISUAL: 'true' }, limit: 20_000 });
  try {
    for (let pressed = 0, lot = 1; pressed < KEYS; lot++) {
      const move = hand.move(MOST_AT_ONCE);
      done.push(toldOf(move));
      pressed += await make(move, screen);
      expectWhole(screen);
      if (lot % COMPARE_EVERY === 0) await expectTrue(screen);
    }
    await leave(screen);
  } catch (error) {
    (error as Error).message += `\nseed ${SEED}, the last of ${done.length} moves: ${done.slice(-TOLD).join('  ')}`;
    throw error;
  }
});

/** Gives how many keys it was. */
async function make(move: Move, screen: Screen): Promise<number> {
  if (move.kind === 'resize') await screen.resize(move.cols, move.rows);
  else if (move.kind === 'paste') await screen.paste(move.text);
  else await screen.type(bytesOf(move.names));
  return move.kind === 'keys' ? move.names.length : 1;
}

function toldOf(move: Move): string {
  if (move.kind === 'resize') return `${move.cols}×${move.rows}`;
  return JSON.stringify(move.kind === 'paste' ? move.text.slice(0, 20) : move.names);
}

/**
 * What has become of many small changes is what one whole picture would be. A file that was saved may be noticed between
 * the two, which then are pictures of two moments: another two are taken.
 */
async function expectTrue(screen: Screen): Promise<void> {
  for (let times = 0; times < 10; times++) {
    await screen.idle();
    const [before, frames] = [screen.picture(), screen.frames];
    await screen.repaint();
    if (screen.frames === frames + 1) return expect(screen.picture()).toEqual(before);
  }
  screen.fail('it never comes to rest');
}

/** Whatever stands open is left, and what runs is interrupted. */
async function leave(screen: Screen): Promise<void> {
  screen.send('\x1b');
  for (let times = 0; times < 12 && screen.isAlternate; times++) await screen.press('esc', 'ctrl-c');
  expect(await screen.waitExit()).toEqual({ code: 0, signal: undefined });
  expect(screen.unrestored().filter((what) => what !== 'raw mode')).toEqual([]);
}
