// The mouse: only where it is asked for, and then for what keys do too.
import { describe, expect, it } from 'vitest';
import { openScreen, type Screen } from './driver.ts';
import { bytesOf, Hand } from './fuzz-hand.ts';
import { click, clickBytes, turn, wheelBytes } from './mouse-hand.ts';
import { foot, header, message, openStory, pane, type Story, selected } from './story.ts';
import { expectWhole } from './whole.ts';
import { type Files, makeWorkspace, step } from './workspace.ts';

const FILES: Files = {
  'steps/first.js': step('{ n: 1 }', 'data.a = 1; console.log("said by first");'),
  'steps/second.js': step('{ a: 1 }', 'data.b = { deep: { er: 1 } };'),
  'steps/third.js': step('{ b: Object }', 'data.c = 1;'),
  'steps/far.js': step('{ never: { gonna: 1, give: 2 } }'),
  'scenarios/one.json': { n: 1, list: { of: { things: [1, 2, 3] } } },
  'scenarios/two.json': { n: 2 },
};
const MANY: Files = {
  ...Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`steps/s${at + 10}.js`, step(`{ x: ${at} }`)])),
  'steps/first.js': FILES['steps/first.js'] ?? '',
  'steps/second.js': FILES['steps/second.js'] ?? '',
  'scenarios/one.json': { n: 1, ...Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`key${at + 10}`, at])) },
};
/** Any of the modes that tell of a mouse. */
const MODES = /\x1b\[\?[\d;]*\b(9|100[0-6]|1015|1016)\b[\d;]*[hl]/;

const openWith = (files: Files, options: Parameters<typeof openStory>[1] = {}): Promise<Story> =>
  openStory(files, { ...options, args: ['--mouse'] });

describe('it is asked for', () => {
  it('by nobody: nothing about mice is written, and what a terminal sends all the same is no key', async () => {
    const { screen } = await openStory(FILES, { shell: true });
    const before = screen.text();
    await screen.type(clickBytes(60, 3) + wheelBytes('wheel-down', 3, 3) + clickBytes(5, 25));
    expect(screen.text()).toBe(before);
    await screen.press('?');
    expect(screen.text()).not.toContain('mouse');
    await screen.press('esc', 'q');
    await screen.waitExit();
    expect(screen.raw).not.toMatch(MODES);
  });

  it.each<[string, Files, readonly string[], boolean]>([
    ['by --mouse', FILES, ['--mouse'], true],
    ['by the settings', { ...FILES, 'stepscope.config.json': { mouse: true } }, [], true],
    ['by neither', { ...FILES, 'stepscope.config.json': { mouse: false } }, [], false],
  ])('%s', async (_, files, args, isOn) => {
    const { screen } = await openStory(files, { args });
    expect(screen.hasMouse).toBe(isOn);
    await screen.press('?');
    expect(screen.text().includes('mouse: a click')).toBe(isOn);
  });

  it('for a recording', async () => {
    const { screen, workspace } = await openStory(FILES, { shell: true });
    await screen.press('c', 'q');
    await screen.waitExit();
    const task = await openScreen({ cols: 132, rows: 30, args: [workspace.dir, '--task', 'one', '--mouse'] });
    expect(task.hasMouse).toBe(true);
    await click(task, '1 first');
    expect(header(task)).toContain('turn 1/3');
  });
});

describe('a click', () => {
  it('goes to a pane and selects the row; one more runs no step', async () => {
    const { screen } = await openWith(FILES);
    await click(screen, 'second');
    expect(selected(screen)).toContain('second');
    expect(screen.text()).toContain('2 Why: second');
    await click(screen, 'second');
    await click(screen, 'first');
    await click(screen, 'first');
    expect(header(screen)).toContain('turn 0/0');
    await click(screen, '2 Why');
    expect(screen.row('2 Why')).toMatch(/▸2 Why/);
  });

  it('in Data selects, and once more folds and unfolds', async () => {
    const { screen } = await openWith(FILES);
    await click(screen, 'of ');
    expect(foot(screen, '3 [Data]')).toContain('list.of');
    await click(screen, '▾ of');
    expect(pane(screen, '3 [Data]')).toHaveLength(3);
    await click(screen, '▸ of');
    expect(pane(screen, '3 [Data]')).toHaveLength(4);
  });

  it('on what was selected before in a pane without the focus only goes there', async () => {
    const { screen } = await openWith(FILES);
    await screen.press('3', 'j', '1');
    await click(screen, 'list');
    expect(foot(screen, '3 [Data]')).toContain('list');
    expect(pane(screen, '3 [Data]').join('\n')).toContain('▾ list');
  });

  it('opens a tab', async () => {
    const { screen } = await openWith(FILES);
    await screen.press('space');
    await click(screen, 'Log');
    expect(screen.row('[Log]')).toMatch(/▸3 Data Patch \[Log\]/);
    expect(screen.text()).toContain('said by first');
    await click(screen, 'Source');
    expect(screen.row('[Source]')).toContain('Log Calls View [Source]');
  });

  it('travels to a turn, by its bar and by its name', async () => {
    const { screen } = await openWith(FILES);
    await screen.press('c');
    expect(header(screen)).toContain('turn 3/3');
    await click(screen, '1 first');
    expect(header(screen)).toContain('turn 1/3');
    const y = screen.lines().findIndex((line) => line.includes('4 Timeline'));
    const bars = screen.lines()[y]?.indexOf('Timeline') ?? 0;
    await screen.type(clickBytes(bars + 'Timeline  '.length + 1, y));
    expect(header(screen)).toContain('turn 2/3');
    await screen.press('right');
    expect(header(screen)).toContain('turn 3/3');
  });

  it('goes to a pane by its name where the screen is narrow', async () => {
    const { screen } = await openWith(FILES, { cols: 80, rows: 24 });
    await click(screen, '3 Data');
    expect(screen.text()).toMatch(/▸3 \[Data\]/);
    await click(screen, '1 Agenda  2');
    expect(screen.text()).toContain('▸1 Agenda  2 Why');
    await click(screen, '4 Timeline');
    expect(screen.text()).toContain('▸4 Timeline');
  });

  it('in a list selects, and once more is enter', async () => {
    const { screen } = await openWith(FILES);
    await screen.press('s');
    await click(screen, 'two');
    expect(selected(screen)).toContain('two');
    await click(screen, 'two');
    expect(header(screen)).toContain('two');
  });

  it('in the palette selects a command, and once more runs it', async () => {
    const { screen } = await openWith(FILES);
    await screen.type(':watches');
    await screen.press('down');
    await click(screen, 'watches  all');
    expect(selected(screen)).toContain('all watched values');
    await click(screen, 'watches  all');
    expect(screen.text()).toContain('nothing is watched yet');
  });

  it('keeps what was typed to find something', async () => {
    const { screen } = await openWith(FILES);
    await screen.type('/ir');
    await click(screen, 'third');
    expect(selected(screen)).toContain('third');
    expect(screen.text()).toContain('Agenda / ir');
    await screen.press('space');
    expect(header(screen)).toContain('turn 1/1');
  });

  it('does nothing while a text is asked for, and nothing outside of panes', async () => {
    const { screen } = await openWith(FILES);
    await screen.type('m');
    await screen.type('here');
    const before = screen.text();
    await screen.type(clickBytes(60, 3));
    await click(screen, 'here');
    expect(screen.text()).toBe(before);
    await screen.press('enter');
    const after = screen.text();
    await screen.type(clickBytes(4, 0) + clickBytes(4, 28) + clickBytes(4, 29));
    expect(after).not.toBe(before);
    expect(screen.text()).toBe(after);
  });
});

describe('the wheel', () => {
  it('moves the rows under it by three, and the focus stays', async () => {
    const { screen } = await openWith(MANY);
    await turn(screen, 'wheel-down', 'key15');
    expect(pane(screen, '3 [Data]')[0]).toContain('key12');
    expect(screen.row('1 Agenda')).toContain('▸1 Agenda');
    await turn(screen, 'wheel-up', 'key15');
    expect(pane(screen, '3 [Data]')[0]).toContain('n ');
  });

  it('in the agenda takes the selection along, and back at the top that follows what is next again', async () => {
    const { screen } = await openWith(MANY);
    await turn(screen, 'wheel-down', 's20');
    expect(selected(screen)).not.toContain('first');
    await turn(screen, 'wheel-up', 's20');
    expect(selected(screen)).toContain('first');
    await screen.press('space');
    expect(selected(screen)).toContain('second');
  });

  it('ends where the rows end', async () => {
    const { screen } = await openWith(MANY);
    for (let times = 0; times < 30; times++) await turn(screen, 'wheel-down', '3 [Data]');
    expect(pane(screen, '3 [Data]').at(-1)).toContain('key69');
    await screen.press('3');
    expect(foot(screen, '3 [Data]')).toContain('key69');
  });

  it('travels in the timeline, a turn at a time, and says nothing at its ends', async () => {
    const { screen } = await openWith(FILES);
    await screen.press('c');
    await turn(screen, 'wheel-up', '4 Timeline');
    expect(header(screen)).toContain('turn 2/3');
    for (let times = 0; times < 4; times++) await turn(screen, 'wheel-up', '4 Timeline');
    expect(header(screen)).toContain('turn 0/3');
    expect(message(screen)).not.toContain('this is the start');
    await turn(screen, 'wheel-down', '4 Timeline');
    expect(header(screen)).toContain('turn 1/3');
    expect(screen.row('1 Agenda')).toContain('▸1 Agenda');
  });

  it('moves in help, and goes through texts given before in a prompt', async () => {
    const { screen } = await openWith(FILES);
    await screen.press('?');
    const [first] = pane(screen, 'Help');
    for (let times = 0; times < 3; times++) await turn(screen, 'wheel-down', 'Help');
    expect(pane(screen, 'Help')[0]).toBe(first);
    expect(pane(screen, 'Help').join('\n')).not.toContain('run one step; in the past');
    await screen.press('esc', 'm');
    await screen.type('given\r');
    await screen.press('space', 'm');
    await turn(screen, 'wheel-up', '1 Agenda');
    expect(message(screen)).toContain('given');
  });
});

it('anything is clicked, anywhere, at any size: nothing crashes, no rubbish is left', async () => {
  const { dir } = makeWorkspace({ ...MANY, ...FILES, 'steps/throws.js': step('{ c: 1 }', 'throw new Error("no");') });
  const open = async () => {
    const env = { EDITOR: 'true', VISUAL: 'true' };
    const opened = await openScreen({ args: [dir, '--mouse'], env, limit: 20_000 });
    await opened.press('c');
    return opened;
  };
  const hand = new Hand(SEED);
  let screen = await open();
  const done: string[] = [];
  try {
    for (let made = 0; made < EVENTS; made += AT_ONCE) {
      const lot = Array.from({ length: AT_ONCE }, () => hand.point(...screen.size)).join('');
      const move = hand.move(2);
      done.push(JSON.stringify(lot), JSON.stringify(move));
      await taken(screen, () => screen.type(lot));
      if (move.kind === 'resize') await taken(screen, () => screen.resize(move.cols, move.rows));
      else if (move.kind === 'keys') await taken(screen, () => screen.type(bytesOf(move.names)));
      if (screen.isAlternate) expectWhole(screen);
      // Help and the palette have a row that quits.
      else screen = await open();
    }
    for (let times = 0; times < 12 && screen.isAlternate; times++) await screen.press('esc', 'ctrl-c');
    expect(await screen.waitExit()).toEqual({ code: 0, signal: undefined });
  } catch (error) {
    (error as Error).message += `\nseed ${SEED}, the last of ${done.length} moves: ${done.slice(-8).join('  ')}`;
    throw error;
  }
});

const EVENTS = Number(process.env.STEPSCOPE_KEYS ?? 1500);
const SEED = Number(process.env.STEPSCOPE_SEED ?? 1);
const AT_ONCE = 5;

/** Taken in, or the end of the program by its own will. */
async function taken(screen: Screen, act: () => Promise<void>): Promise<void> {
  if (!screen.isAlternate) return;
  try {
    await act();
  } catch (error) {
    if (screen.isAlternate) throw error;
    expect(await screen.waitExit()).toEqual({ code: 0, signal: undefined });
    expect(screen.unrestored().filter((what) => what !== 'raw mode')).toEqual([]);
  }
}
