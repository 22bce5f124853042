// The adapter in a real pseudo-terminal: what is on the screen, which keys arrive, and how it is left.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openScreen, type Screen, type ScreenOptions } from '../../screen/driver.ts';
import { type Bundle, bundle } from './bundle.ts';
import { keyBytes } from './key-bytes.ts';

let program: Bundle;

beforeAll(async () => {
  program = await bundle(new URL('main.ts', import.meta.url));
});
afterAll(() => program.remove());

const open = (options: ScreenOptions = {}): Promise<Screen> =>
  openScreen({ cols: 60, rows: 12, ...options, command: process.execPath, args: [program.file] });

/** All that is taken of a terminal. */
const WITH_MOUSE = { MOUSE: '1' };

/** What the first line says of the keys. */
const keysOf = (screen: Screen): string => / keys ?(.*)$/.exec(screen.row(' keys'))?.[1] ?? '';
const pidOf = (screen: Screen): number => Number(/ pid (\d+)/.exec(screen.row(' pid '))?.[1]);

function expectWholePicture(screen: Screen, cols: number, rows: number): void {
  const lines = screen.lines();
  expect(lines).toHaveLength(rows);
  expect(lines[0]).toContain(`${cols}x${rows} `);
  expect(lines.at(-1)).toBe('the last row');
  for (const [index, line] of lines.slice(1, -1).entries())
    expect(line).toMatch(new RegExp(`^[▶ ] row ${index} 日本語 ·+…$`));
}

describe('drawing', () => {
  it('fills the screen and writes only rows that change, without a newline', async () => {
    const screen = await open();
    expectWholePicture(screen, 60, 12);
    expect(screen.selectedLine()).toContain('row 0');
    const before = screen.raw.length;
    await screen.press('j');
    const written = screen.raw.slice(before);
    expect(screen.selectedLine()).toContain('row 1');
    expect([...written.matchAll(/\x1b\[(\d+);1H/g)].map(([, row]) => row)).toEqual(['1', '2', '3']);
    expect(written.match(/\x1b\[\?2026h/g)).toHaveLength(1);
    expect(screen.raw).not.toMatch(/[\r\n]/);
    expectWholePicture(screen, 60, 12);
  });

  it.each<Record<string, string>>([{ CI: '1' }, { CI: '' }, { CONTINUOUS_INTEGRATION: '1' }, { DEV: 'true' }])(
    'draws and resizes with %j',
    async (env) => {
      const screen = await open({ env });
      expect(screen.linesWith('colour').length).toBeGreaterThan(0);
      await screen.resize(50, 9);
      expectWholePicture(screen, 50, 9);
    },
  );

  it('has no colours with NO_COLOR, and a mark for what is selected', async () => {
    const screen = await open({ env: { NO_COLOR: '1' } });
    await screen.press('j');
    expect(screen.raw).not.toMatch(/\x1b\[(?!0?m)[\d;:]*m/);
    expect(screen.selectedLine()).toContain('row 1');
  });

  it('draws anew at each size, growing and shrinking, without leftovers', async () => {
    const screen = await open();
    for (const [cols, rows] of [
      [40, 8],
      [120, 30],
      [61, 12],
      [30, 30],
      [100, 5],
    ] as const) {
      await screen.resize(cols, rows);
      expectWholePicture(screen, cols, rows);
    }
  });

  it('survives a storm of resizes and keys', async () => {
    const screen = await open();
    for (let step = 0; step < 60; step++) {
      screen.resizeNow(30 + ((step * 17) % 90), 6 + ((step * 7) % 30));
      if (step % 3 === 0) screen.send('j');
    }
    await screen.resize(70, 26);
    expectWholePicture(screen, 70, 26);
    expect(screen.selectedLine()).toContain('row 20');
  });
});

describe('keys', () => {
  it('three in one write are three', async () => {
    const screen = await open();
    await screen.type('jjj');
    expect(keysOf(screen)).toBe('j j j');
    expect(screen.selectedLine()).toContain('row 3');
  });

  it('esc alone, function keys, alt, a character cut in two', async () => {
    const screen = await open({ cols: 100 });
    await screen.press('esc', 'f5', 'shift-tab', 'alt-y', 'ctrl-c', 'ctrl-left');
    await screen.type('é');
    expect(keysOf(screen)).toBe('esc f5 shift-tab alt-y ctrl-c ctrl-left é');
  });

  it('a paste is one event; a mouse that nobody asked for types nothing', async () => {
    const screen = await open();
    await screen.paste('jq\nx');
    await screen.type('\x1b[<0;3;4M\x1b[<0;3;4mk');
    expect(keysOf(screen)).toBe('paste:"jq\\nx" k');
    expect(screen.raw).not.toMatch(/\x1b\[\?(9|10[01]\d)[hl]/);
  });

  it('a mouse that was asked for: its button and its wheel, and what says nothing is taken in too', async () => {
    const screen = await open({ env: WITH_MOUSE });
    await screen.type('\x1b[<0;3;4M\x1b[<0;3;4m');
    await screen.type('\x1b[<65;60;12M');
    await screen.type('\x1b[<35;1;1M');
    screen.send('\x1b[<0;1');
    screen.send('0;2M');
    await screen.idle();
    expect(keysOf(screen)).toBe('click@2,3 wheel-down@59,11 click@9,1');
  });
});

describe('ways out, each with the terminal as it was', () => {
  it('quit', async () => {
    const screen = await open({ shell: true, env: WITH_MOUSE });
    expect(screen.hasMouse).toBe(true);
    await screen.press('q');
    expect(await screen.waitExit()).toMatchObject({ code: 0 });
    expect(screen.unrestored()).toEqual([]);
    expect(screen.text()).not.toContain('row');
  });

  it.each<[string, string, string]>([
    ['an error in a key', 'x', 'Error: thrown by a key'],
    ['an error while drawing', 'r', 'Error: broken while drawing'],
    ['a rejection that nobody handles', 'u', 'Error: nobody ␛[31mlistens'],
  ])('%s is told on the normal screen', async (_, key, message) => {
    const screen = await open({ shell: true, cols: 100, rows: 50, env: WITH_MOUSE });
    await screen.press(key);
    expect(await screen.waitExit()).toMatchObject({ code: 1 });
    expect(screen.unrestored()).toEqual([]);
    expect(screen.text()).toContain(message);
    expect(screen.text()).toContain('goodbye: crash');
  });

  it('process.exit anywhere', async () => {
    const screen = await open({ shell: true, env: WITH_MOUSE });
    await screen.press('p');
    expect(await screen.waitExit()).toMatchObject({ code: 3 });
    expect(screen.unrestored()).toEqual([]);
  });

  it.each<[NodeJS.Signals, number]>([
    ['SIGTERM', 143],
    ['SIGHUP', 129],
    ['SIGINT', 130],
  ])('%s', async (signal, code) => {
    const screen = await open({ shell: true, rows: 40, env: WITH_MOUSE });
    screen.signal(signal, pidOf(screen));
    expect(await screen.waitExit()).toMatchObject({ code });
    expect(screen.unrestored()).toEqual([]);
    expect(screen.text()).toContain('goodbye: signal');
  });

  it('says by which signal it died', async () => {
    const screen = await open();
    screen.signal('SIGTERM');
    expect(await screen.waitExit()).toEqual({ code: 0, signal: 15 });
  });

  it('ends quietly when the window is closed', async () => {
    const told = join(dirname(program.file), 'told');
    const script = `trap '' HUP; "${process.execPath}" "${program.file}" 2>"${told}"; echo "ended $?" >>"${told}"`;
    const screen = await openScreen({ command: 'sh', args: ['-c', script], rows: 12 });
    screen.hangUp();
    await vi.waitFor(() => expect(readFileSync(told, 'utf8')).toMatch(/^(Hangup\n)?ended 129\n$/), { timeout: 10_000 });
  });

  it('is no terminal program without a terminal', async () => {
    const screen = await openScreen({
      command: 'sh',
      args: ['-c', `"${process.execPath}" "${program.file}" | cat`],
      ready: 'not a terminal',
    });
    await screen.waitExit();
    expect(screen.unrestored()).not.toContain('alternate screen');
  });
});

describe('other programs', () => {
  it('ctrl-z and fg', async () => {
    const screen = await openScreen({
      command: 'bash',
      args: ['--norc', '--noprofile', '-i'],
      env: { PS1: 'prompt>', ...WITH_MOUSE },
      cols: 60,
      rows: 40,
      ready: 'prompt>',
    });
    screen.sendElsewhere(`stty -a; "${process.execPath}" "${program.file}"\r`);
    await screen.idle();
    await screen.press('j');
    screen.send(keyBytes('ctrl-z'));
    await screen.until(/Stopped[\s\S]*prompt>/);
    // At its prompt bash has its own way with pastes.
    expect(screen.unrestored()).toEqual(['paste']);

    screen.sendElsewhere('fg\r');
    await screen.idle();
    expectWholePicture(screen, 60, 40);
    expect(screen.hasMouse).toBe(true);
    await screen.press('j');
    expect(screen.selectedLine()).toContain('row 2');

    screen.send(keyBytes('ctrl-z'));
    await screen.until(/Stopped[\s\S]*Stopped[\s\S]*prompt>/);
    // Nobody tells a stopped program of this.
    screen.resizeNow(50, 30);
    screen.sendElsewhere('fg\r');
    await screen.idle();
    expectWholePicture(screen, 50, 30);
    screen.send('q');
    await screen.until(/prompt>$/);
    screen.sendElsewhere('exit\r');
    expect((await screen.waitExit()).code).toBe(0);
    expect(screen.unrestored()).not.toContain('alternate screen');
  });

  it('ctrl-z where no shell could bring it back does nothing', async () => {
    const screen = await open();
    await screen.press('ctrl-z', 'j');
    expectWholePicture(screen, 60, 12);
    expect(screen.selectedLine()).toContain('row 1');
  });

  it('lends the terminal and takes it back', async () => {
    const screen = await open({ rows: 24, env: WITH_MOUSE });
    screen.send('e');
    await screen.until(/lent[\s\S]*icanon/);
    expect(screen.unrestored()).toEqual([]);
    screen.resizeNow(70, 20);
    screen.sendElsewhere('qqq\r');
    await screen.idle();
    expectWholePicture(screen, 70, 20);
    expect(screen.hasMouse).toBe(true);
    expect(keysOf(screen)).toBe('e');
    await screen.press('j');
    expect(screen.selectedLine()).toContain('row 1');
  });

  it('ctrl-c there is meant for the other program', async () => {
    const screen = await open({ rows: 24 });
    screen.send('e');
    await screen.until('lent');
    await screen.until('icanon');
    screen.sendElsewhere('\x03');
    await screen.idle();
    expectWholePicture(screen, 60, 24);
  });
});
