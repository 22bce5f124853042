// Nothing that others wrote reaches the terminal as a control sequence.
import { expect, it } from 'vitest';
import type { Screen } from './driver.ts';
import { openStory, pane } from './story.ts';
import { step } from './workspace.ts';

/** Title, clear, colour, C1, bell, backspace, carriage return, writing direction. */
const EVIL = 'x\x1b]0;pwned\x07\x1b[2J\x1b[31m\x9b31m\x07\b\r\u202ey';
/** As text, and as a value: there it is written as in JSON. */
const SHOWN = 'x␛]0;pwned␇';
const ESCAPED = 'x\\u001b]0;pwned\\u0007';

/** All that the debugger itself may say to a terminal. */
const OURS = [
  /\x1b\[\?(1049|7|25|2004|2026)[hl]/g,
  /\x1b\[\d+;1H/g,
  /\x1b\[[\d;]*m/g,
  /\x1b\[2?[JK]/g,
  /\x1b\]777;idle;[\dx;]*\x07/g,
];

function expectHarmless(screen: Screen): void {
  const rest = OURS.reduce((text, pattern) => text.replaceAll(pattern, ''), screen.raw);
  expect(rest).not.toMatch(/[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/);
  // One clearing at the start, and no red that is not of the palette.
  expect(screen.raw.split('\x1b[2J')).toHaveLength(2);
  expect(screen.raw).not.toContain('\x1b[31m');
}

it('from data and keys, in every pane', async () => {
  const { screen } = await openStory({
    'steps/a.js': step('{ n: 1, evil: "other", [String.fromCharCode(27) + "[31mkey"]: 2 }'),
    'steps/b.js': step('{ n: 1 }', 'data[data.evil] = { [data.evil]: data.evil }; task.name(data.evil);'),
    'scenarios/one.json': { n: 1, evil: EVIL },
  });
  await screen.press('space');
  expect(pane(screen, '[Data]').join('\n')).toContain(ESCAPED);
  for (const key of ['2', 'end', '3', 'end', 'enter', ']', '4', 'g', 's']) await screen.press(key);
  expectHarmless(screen);
});

it('from logs, errors and connectors', async () => {
  const { screen } = await openStory({
    'steps/a.js': step(
      '{ n: 1 }',
      'console.log(data.evil); connectors.shop[data.evil]({ text: data.evil }); throw new Error(data.evil);',
    ),
    'scenarios/one.json': { name: 'one', data: { n: 1, evil: EVIL }, connectors: { shop: { [EVIL]: EVIL } } },
  });
  await screen.press('space');
  expect(pane(screen, '[Log]').join('\n')).toContain(SHOWN);
  await screen.press('3', ']');
  expect(pane(screen, '[Calls]').join('\n')).toContain('␛]0;pwned');
  expectHarmless(screen);
});

it('from file names, scenarios, problems and what is typed', async () => {
  const { screen } = await openStory({
    'steps/a\x1b[31mred.js': step('{ n: 1 }'),
    'steps/b\nline.js': 'export const \x1b]0;pwned\x07 = "\x9b31m";\n',
    'scenarios/one\x1b[2J.json': { name: EVIL, description: EVIL, tags: [EVIL], data: { n: 1 } },
  });
  await screen.press('s', 'esc', '!');
  expect(pane(screen, 'Problems').join('\n')).toContain('steps/b␊line.js');
  await screen.press('esc', '/');
  await screen.paste('red\x9b31m\u202e');
  expect(screen.text()).toContain('filter: red\\u009b31m\\u202e');
  await screen.press('enter', 'space');
  expectHarmless(screen);
});
