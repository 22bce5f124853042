// Every character and sequence that could do something to a terminal, in every place that others write in: it is shown as a
// visible escape, and none of it is among the bytes that are written.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { clean, cleanLines } from '../../src/format/clean.ts';
import { stepscope } from '../check/workspace.ts';
import { openScreen, type Screen } from './driver.ts';
import { EVILS, strangers } from './hostile-strings.ts';
import { type Files, makeWorkspace, step } from './workspace.ts';

/** High, so that most of them are seen at once. */
const TALL = { cols: 160, rows: 100 };

/** In front of each, so that it can be told which are seen: `n17<…>`. */
const numbered = (letter: string) => EVILS.map((evil, index) => `${letter}${index}${evil}`);

/** Half a character is no text of a file's name; nor are the slash and the end of a text. */
const NAMES = EVILS.filter((evil) => !/[\0/]|\p{Cs}/u.test(evil));

interface Place {
  readonly says: string;
  readonly files: Files;
  /** What leads to where it stands. */
  readonly keys: readonly string[];
  /** Of which each is to be seen. */
  readonly texts: readonly string[];
}

const each = (text: string) => `for (const [i, e] of data.evil.entries()) { ${text} }`;
const data = (evil: unknown = EVILS) => ({ n: 1, evil });
const doing = (text: string): Files => ({ 'steps/a.js': step('{ n: 1 }', text), 'scenarios/one.json': data() });

const PLACES: readonly Place[] = [
  {
    says: 'values of the data',
    files: { 'steps/a.js': step('{ n: 2 }'), 'scenarios/one.json': data(numbered('v')) },
    keys: ['3', 'j', 'right', 'j', 'right'],
    texts: numbered('v'),
  },
  {
    says: 'keys of the data',
    files: {
      'steps/a.js': step('{ n: 2 }'),
      'scenarios/one.json': data(Object.fromEntries(numbered('k').map((key) => [key, 1]))),
    },
    keys: ['3', 'j', 'right', 'j', 'right'],
    texts: numbered('k'),
  },
  {
    says: 'logs',
    files: doing(each('console.log("l" + i + e);')),
    keys: ['space', '3', ']', ']'],
    texts: numbered('l'),
  },
  {
    says: 'changes',
    files: doing(each('data["c" + i + e] = "d" + i + e;')),
    keys: ['space', '3', ']'],
    texts: numbered('c'),
  },
  {
    says: 'calls: methods, arguments and answers',
    files: {
      'steps/a.js': step('{ n: 1 }', each('await connectors.shop["m" + i + e]({ [e]: e });')),
      'scenarios/one.json': {
        name: 'one',
        data: data(),
        connectors: { shop: Object.fromEntries(numbered('m').map((name) => [name, name])) },
      },
    },
    keys: ['space', '3', ']', ']', ']'],
    texts: numbered('m'),
  },
  {
    says: 'names of connectors',
    files: doing(each('await connectors["o" + i + e].ask(e);')),
    keys: ['space', '3', ']', ']', ']'],
    texts: ['o0<\0>'],
  },
  {
    says: 'errors',
    files: doing(
      each('console.error(new Error("r" + i + e).message);').concat('throw new Error(data.evil.join("·"));'),
    ),
    keys: ['space', '!', 'esc', '!'],
    texts: EVILS.slice(1, 5),
  },
  {
    says: 'audit, views, names and tags of a task',
    files: doing(
      each(
        'audit.log("a" + i + e); task.visualize({ type: "table", name: "v" + i + e, data: [{ [e]: e }] }); task.name(e); task.tags([e]);',
      ),
    ),
    keys: ['space', 'f', 'esc', '3', ']', ']', ']', ']', '[', '['],
    texts: numbered('a'),
  },
  {
    says: 'names of steps and their folders',
    files: {
      ...Object.fromEntries(
        NAMES.map((name, index) => [`steps/s${index}${name}/s${index}${name}.js`, step('{ n: 1 }')]),
      ),
      'scenarios/one.json': data([]),
    },
    keys: ['1', 'g'],
    texts: NAMES.map((name, index) => `s${index}${name}`),
  },
  {
    says: 'files that are wrong',
    files: {
      ...Object.fromEntries(NAMES.map((name, index) => [`steps/p${index}${name}.js`, `export const ${name} = {{`])),
      'scenarios/one.json': data([]),
    },
    keys: ['!'],
    texts: NAMES.slice(0, 5).map((name, index) => `p${index}${name}`),
  },
  {
    says: 'names, descriptions and tags of scenarios',
    files: {
      'steps/a.js': step('{ n: 1 }'),
      ...Object.fromEntries(
        EVILS.map((evil, index) => [
          `scenarios/${index}.json`,
          { name: `z${index}${evil}`, description: evil, tags: [evil], data: { n: 1 } },
        ]),
      ),
    },
    keys: ['s'],
    texts: EVILS,
  },
  {
    says: 'conditions',
    files: {
      'steps/a.js': step(
        `{ ${EVILS.map((evil, index) => `${JSON.stringify(`q${index}${evil}`)}: ${JSON.stringify(evil)}`)} }`,
      ),
      'scenarios/one.json': data([]),
    },
    keys: ['2'],
    texts: numbered('q'),
  },
];

it.each(PLACES)('$says', { timeout: 60_000 }, async ({ files, keys, texts }) => {
  const { dir } = makeWorkspace(files);
  const screen = await openScreen({ ...TALL, args: [dir] });
  await screen.press(...keys);
  const seen = await seenAll(screen);
  expect(strangers(screen.raw)).toEqual([]);
  // A page may pass over a few, where the selected one is shown whole.
  expect(texts.filter((text) => !isSeen(text, seen)).length).toBeLessThanOrEqual(texts.length / 20);
});

/** All that stands in the pane, from its top to its end. */
async function seenAll(screen: Screen): Promise<string> {
  let seen = '';
  await screen.press('g');
  for (let page = 0, before = ''; page < 12 && screen.text() !== before; page++) {
    before = screen.text();
    seen += `${before}\n`;
    await screen.press('pagedown');
  }
  return seen + screen.text();
}

/** As text, or as JSON has it; the end may be cut. */
function isSeen(text: string, seen: string): boolean {
  const [number = text] = /^[a-z]\d+</.exec(text) ?? [];
  return seen.includes(number) || seen.includes(clean(text)) || seen.includes(JSON.stringify(text).slice(1, -1));
}

it('each of them as an escape that can be seen', async () => {
  const { dir } = makeWorkspace(doing(each('console.log("l" + i + e);')));
  const screen = await openScreen({ ...TALL, args: [dir] });
  await screen.press('space', '3', ']', ']');
  const seen = await seenAll(screen);
  // What breaks a line begins another one; joiners and selectors go, because no terminal agrees with another on them.
  const escapes = EVILS.map((evil, index) => ({ index, evil }))
    .filter(({ evil }) => !/[\t\n\r\u200d]/.test(evil))
    .filter(({ index, evil }) => !seen.includes(`l${index}${clean(evil)}`));
  expect(escapes).toEqual([]);
  expect(EVILS.map(clean).filter((text) => /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(text))).toEqual([]);
});

it('y puts it onto the clipboard in base64, in one sequence, and nothing else does', async () => {
  const evil = EVILS.join('');
  const { dir } = makeWorkspace({ 'steps/a.js': step('{ n: 2 }'), 'scenarios/one.json': { n: 1, evil } });
  const screen = await openScreen({ ...TALL, args: [dir] });
  await screen.press('3', 'g', 'j');
  expect(screen.raw).not.toContain('\x1b]52');
  await screen.press('y', 'Y');
  const copies = [...screen.raw.matchAll(/\x1b\]52;c;([A-Za-z0-9+/]*=*)\x07/g)].map(([, text = '']) =>
    Buffer.from(text, 'base64').toString(),
  );
  // Where it is pasted it does nothing either.
  expect(copies).toEqual([cleanLines(evil).join('\n'), 'evil']);
  expect(strangers(screen.raw, /\x1b\]52;c;[A-Za-z0-9+/]*=*\x07/g)).toEqual([]);
});

it('what is typed and pasted, wherever something can be typed', async () => {
  const { dir } = makeWorkspace(doing('await connectors.shop.ask();'));
  const screen = await openScreen({ ...TALL, args: [dir] });
  for (const key of ['/', ':', 'm', 'a', 'E', 'P']) {
    await screen.press(key);
    if (key === 'P') await screen.press('a');
    await screen.paste(EVILS.join(''));
    await screen.press('enter', 'esc', 'esc');
  }
  expect(strangers(screen.raw)).toEqual([]);
});

describe('without a screen', () => {
  /** Line ends are ours. */
  const linesOf = (text: string) => strangers(text.replaceAll('\n', ''));

  it.each(PLACES)('run: $says', { timeout: 60_000 }, async ({ files }) => {
    const { dir } = makeWorkspace(files);
    const { stdout, stderr } = await stepscope(['run', '--dir', dir]);
    expect(linesOf(stdout + stderr)).toEqual([]);
  });

  it('recordings: played as text and on the screen', async () => {
    const place = PLACES.find(({ says }) => says === 'errors');
    const { dir } = makeWorkspace({ ...place?.files });
    const kept = join(dir, 'kept');
    await stepscope(['run', '--dir', dir, '--record', `${kept}/`]);
    const [name = ''] = readdirSync(kept).filter((file) => file.endsWith('.jsonl'));
    for (const options of [[], ['--verify', '--dir', dir]]) {
      const { stdout, stderr } = await stepscope(['replay', join(kept, name), ...options]);
      expect(stdout).not.toBe('');
      expect(linesOf(stdout + stderr)).toEqual([]);
    }
    const screen = await openScreen({ ...TALL, args: ['replay', join(kept, name)] });
    await screen.press('G', '3', ']', ']', 'g', '!', 'esc', '1', '2');
    expect(strangers(screen.raw)).toEqual([]);
  });
});
