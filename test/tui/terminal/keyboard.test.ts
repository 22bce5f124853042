import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keyName } from '../../../src/tui/terminal/key.ts';
import { Keyboard } from '../../../src/tui/terminal/keyboard.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A keyboard over a stream, what it told, and a way to send it bytes as one read. */
function createKeyboard() {
  const told: string[] = [];
  /** What had been consumed by then, each time that it said so. */
  const consumed: number[] = [];
  const stdin = new PassThrough();
  const keyboard = new Keyboard(
    stdin as unknown as NodeJS.ReadStream,
    (key) => told.push(keyName(key)),
    () => consumed.push(keyboard.consumed),
  );
  keyboard.start();
  const read = (bytes: string | Buffer) => void stdin.emit('data', Buffer.from(bytes));
  return { keyboard, told, consumed, read, stdin };
}

const later = (ms: number) => vi.advanceTimersByTime(ms);

describe('keyboard', () => {
  it('decides on esc after 30 ms, not before', () => {
    const { told, read, keyboard } = createKeyboard();
    read('\x1b');
    later(29);
    expect(told).toEqual([]);
    expect(keyboard.consumed).toBe(0);
    later(2);
    expect(told).toEqual(['esc']);
    expect(keyboard.consumed).toBe(1);
  });

  it('joins a sequence that arrives in pieces', () => {
    const { told, read } = createKeyboard();
    for (const piece of ['\x1b', '[1', ';5', 'C']) {
      read(piece);
      later(20);
    }
    later(100);
    expect(told).toEqual(['ctrl-right']);
  });

  it('joins a character that arrives in pieces', () => {
    const { told, read, keyboard } = createKeyboard();
    for (const byte of Buffer.from('a日🙂b')) read(Buffer.from([byte]));
    expect(told).toEqual(['a', '日', '🙂', 'b']);
    expect(keyboard.consumed).toBe(9);
  });

  it('waits for the end of a paste as long as it takes', () => {
    const { told, read, keyboard } = createKeyboard();
    read('\x1b[200~one');
    later(5000);
    expect(keyboard.consumed).toBe(0);
    read(' two\x1b[201~');
    expect(told).toEqual(['paste']);
    expect(keyboard.consumed).toBe(19);
  });

  it('joins a mouse report whose second half is late: nothing of it is typed', () => {
    const { told, read, keyboard } = createKeyboard();
    read('\x1b[<0;1');
    later(5000);
    expect(keyboard.consumed).toBe(0);
    read('2;5Mj');
    expect(told).toEqual(['click', 'j']);
    expect(keyboard.consumed).toBe(11);
  });

  it('tells that something was consumed also where it is no key', () => {
    const { read, consumed } = createKeyboard();
    read('\x1b[<0;12;5m');
    read('\x1b]11;rgb');
    later(100);
    expect(consumed).toEqual([10, 10, 18]);
  });

  it('types on when an answer of the terminal never ends', () => {
    const { told, read } = createKeyboard();
    read('\x1b]11;rgb');
    later(100);
    read('j');
    expect(told).toEqual(['j']);
  });

  it('tells nothing once stopped, even of the same read', () => {
    const { keyboard, told, read, stdin } = createKeyboard();
    keyboard.stop();
    expect(stdin.isPaused()).toBe(true);
    read('j\x1b');
    later(100);
    expect(told).toEqual([]);
    keyboard.start();
    read('k');
    expect(told).toEqual(['k']);
  });
});
