// A line of text that is being written: what each key does to it, what enter and esc do, what is remembered.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { width } from '../../src/format/width.ts';
import { draw, span } from '../../src/tui/line.ts';
import { promptErrorLine, promptLine } from '../../src/tui/lines/prompt-line.ts';
import { type Asked, promptFor } from '../../src/tui/prompt.ts';
import type { Key } from '../../src/tui/terminal/key.ts';
import { createTheme } from '../../src/tui/theme.ts';
import { typed } from '../../src/tui/typing.ts';
import { reduceUi } from '../../src/tui/ui-reducer.ts';
import { INITIAL_UI, type UiState } from '../../src/tui/ui-state.ts';

const ASKED: Asked = {
  kind: 'name',
  title: 'name',
  onAccept: (text) => (text === '' ? 'a name is needed' : { kind: 'mark', name: text }),
};

const asking = (text = '', ui: UiState = INITIAL_UI): UiState =>
  reduceUi(ui, { kind: 'ask', asked: { ...ASKED, text } });

/** As `keyName` writes them; a single character types itself, `paste:…` pastes. */
function keyOf(name: string): Key {
  if (name.startsWith('paste:')) return { name: 'paste', text: name.slice(6) };
  if (name.startsWith('ctrl-')) return { name: name.slice(5), ctrl: true };
  if (name === 'space') return { name, text: ' ' };
  return /^[a-z]{2,}$/.test(name) ? { name } : { name, text: name };
}

function press(ui: UiState, ...names: readonly string[]): UiState {
  return names.reduce((now, name) => {
    const effect = typed(keyOf(name), now);
    if (effect?.kind === 'ui') return reduceUi(now, effect.action);
    return effect?.kind === 'command' && effect.beside ? reduceUi(now, effect.beside) : now;
  }, ui);
}

/** With `|` for the cursor. */
function shown({ prompt }: UiState): string | null {
  return prompt && `${prompt.text.slice(0, prompt.cursor)}|${prompt.text.slice(prompt.cursor)}`;
}

describe('writing', () => {
  it.each<readonly [from: string, keys: readonly string[], to: string]>([
    ['', ['a', 'b'], 'ab|'],
    ['ab', ['left', 'x'], 'ax|b'],
    ['ab', ['home', 'x', 'end', 'y'], 'xaby|'],
    ['ab', ['left', 'left', 'left', 'right', 'x'], 'ax|b'],
    ['ab', ['right', 'x'], 'abx|'],
    ['abc', ['left', 'backspace'], 'a|c'],
    ['abc', ['home', 'backspace', 'delete'], '|bc'],
    ['abc', ['delete'], '|'],
    ['abc', ['x'], 'x|'],
    ['abc', ['end', 'delete'], 'abc|'],
    ['ab cd', ['left', 'ctrl-u'], '|d'],
    ['ab cd', ['home', 'right', 'ctrl-k'], 'a|'],
    ['ab  cd  ', ['ctrl-w'], 'ab  |'],
    ['ab cd ef', ['left', 'left', 'ctrl-w'], 'ab |ef'],
    ['', ['ctrl-w', 'space'], ' |'],
    ['a👨‍👩‍👧b', ['left', 'backspace'], 'a|b'],
    ['e\u0301', ['left', 'x'], 'x|e\u0301'],
    ['<>', ['left', 'paste:{\n  "a": 1\n}'], '<{ "a": 1 }|>'],
    ['a', ['tab', 'pageup', 'ctrl-x', 'shift'], 'a|'],
  ])('%j after %j is %j', (from, keys, to) => {
    expect(shown(press(asking(from), ...keys))).toBe(to);
  });

  it('is what a list of characters with a place in it would do', () => {
    const keys = fc.array(fc.constantFrom('a', 'b', 'space', 'left', 'right', 'home', 'end', 'backspace', 'delete'));
    fc.assert(
      fc.property(keys, (names) => {
        const text: string[] = [];
        let at = 0;
        for (const name of names) {
          if (name === 'left') at = Math.max(0, at - 1);
          else if (name === 'right') at = Math.min(text.length, at + 1);
          else if (name === 'home') at = 0;
          else if (name === 'end') at = text.length;
          else if (name === 'delete') text.splice(at, 1);
          else if (name === 'backspace') {
            if (at > 0) text.splice(--at, 1);
          } else text.splice(at++, 0, name === 'space' ? ' ' : name);
        }
        expect(shown(press(asking(), ...names))).toBe(`${text.slice(0, at).join('')}|${text.slice(at).join('')}`);
      }),
    );
  });
});

describe('ending', () => {
  it('by esc forgets the text, by ctrl-c as well', () => {
    for (const key of ['esc', 'ctrl-c']) {
      const ui = press(asking(), 'a', key);
      expect(ui).toMatchObject({ prompt: null, prompted: new Map() });
    }
  });

  it('by enter gives the command; without a command it says why, and stays until the text is another', () => {
    const ui = press(asking(), 'enter');
    expect(ui.prompt).toMatchObject({ text: '', error: 'a name is needed' });
    const mended = press(ui, 'a');
    expect(mended.prompt).toMatchObject({ text: 'a', error: '' });
    expect(typed({ name: 'enter' }, mended)).toEqual({
      kind: 'command',
      command: { kind: 'mark', name: 'a' },
      beside: { kind: 'accepted' },
    });
    expect(press(mended, 'enter').prompt).toBeNull();
  });
});

describe('history', () => {
  const given = (...texts: readonly string[]): UiState =>
    texts.reduce((ui, text) => press(asking(text, ui), 'enter'), INITIAL_UI);

  it('goes back and forward over what was given before, and keeps what is being written', () => {
    const ui = asking('new', given('one', 'two', 'one'));
    const seen = ['up', 'up', 'up', 'down', 'down', 'down'].map((_, index, all) =>
      shown(press(ui, ...all.slice(0, index + 1))),
    );
    expect(seen).toEqual(['one|', 'two|', 'two|', 'one|', 'new|', 'new|']);
  });

  it('is of its own kind', () => {
    const ui = reduceUi(given('one'), { kind: 'ask', asked: { ...ASKED, kind: 'other' } });
    expect(shown(press(ui, 'up'))).toBe('|');
  });
});

describe('row', () => {
  const theme = createTheme({ mode: 'dark', colour: false });

  it('shows the text around the cursor in exactly its columns, however long it is', () => {
    const texts = fc.string({ unit: 'grapheme', maxLength: 300 });
    fc.assert(
      fc.property(texts, fc.nat(), fc.integer({ min: 60, max: 200 }), fc.string(), (text, at, columns, error) => {
        const prompt = { ...promptFor({ ...ASKED, text }), cursor: at % (text.length + 1), error };
        const row = draw(promptLine(prompt, columns), columns, theme);
        expect(width(row)).toBe(columns);
        expect(row).toContain('▏');
      }),
    );
  });

  it('says what is wrong, else how it ends', () => {
    const ui = press(asking(), 'enter');
    const row = (state: UiState) => state.prompt && draw(promptLine(state.prompt, 60), 60, theme).trim();
    expect(ui.prompt && promptErrorLine(ui.prompt)).toEqual({ left: [span(' a name is needed', 'warn')] });
    expect(row(ui)).toMatch(/^name: ▏ +enter accepts, esc cancels$/);
    expect(row(press(ui, 'x'))).toMatch(/^name: x▏ +enter accepts, esc cancels$/);
  });

  it.each([
    [130, 'parcel.weight becomes (JSON; nothing removes it)', '"heavy"▏', 'enter accepts, typing replaces it'],
    [80, 'parcel.weight becomes (JSON; nothing removes it)', '"heavy"▏', ''],
    [60, 'parcel.weight becomes', '"heavy"▏', ''],
    [60, 'warehouse.customs.calculate_duty answers (JSON, or throw and a text)', '"heavy"▏', ''],
    [60, 'a title that has no brackets and is much too long for it', '"heavy"▏', ''],
    [60, '日本語のステップ 日本語のステップ 日本語のステップ (JSON)', 'wwwwwwww of it▏', ''],
  ])('shows what is written, then the title, then which keys end it: %i columns, %s', (columns, title, end, beside) => {
    const text = end.startsWith('ww') ? `${'w'.repeat(90)} of it` : end.slice(0, -1);
    const prompt = promptFor({ ...ASKED, title, text });
    const row = draw(promptLine(prompt, columns), columns, theme);
    expect(width(row)).toBe(columns);
    expect(row).toContain(end);
    if (beside !== '') expect(row).toContain(beside);
    expect(row).toContain(title.slice(0, 6));
    const moved = draw(promptLine({ ...prompt, cursor: 0 }, columns), columns, theme);
    expect(moved).toContain(`▏${text.slice(0, 6)}`);
  });
});
