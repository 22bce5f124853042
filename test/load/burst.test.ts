import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openBurst } from '../../src/load/burst.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function observe() {
  const start = performance.now();
  const looks: string[] = [];
  const burst = openBurst((paths, again) => {
    looks.push(`${performance.now() - start} ms${again ? ' again' : ''}: ${[...paths].join(' ')}`);
  });
  return { burst, looks };
}

test('events that follow each other closely are one look, and a second one a little later', () => {
  const { burst, looks } = observe();
  burst.note('a');
  vi.advanceTimersByTime(5);
  burst.note('b');
  burst.note('a');
  vi.advanceTimersByTime(500);
  expect(looks).toEqual(['13 ms: a b', '73 ms again: a b']);
});

test('events apart are looks apart', () => {
  const { burst, looks } = observe();
  burst.note('a');
  vi.advanceTimersByTime(20);
  burst.note('b');
  vi.advanceTimersByTime(500);
  expect(looks).toEqual(['8 ms: a', '28 ms: b', '68 ms again: a', '88 ms again: b']);
});

test('a rain that does not stop is looked at in between', () => {
  const { burst, looks } = observe();
  for (let ms = 0; ms < 120; ms += 5) {
    burst.note(`f${ms}`);
    vi.advanceTimersByTime(5);
  }
  expect(looks.filter((look) => !look.includes('again')).map((look) => look.split(':')[0])).toEqual([
    '50 ms',
    '100 ms',
  ]);
});

test('after close nobody looks', () => {
  const { burst, looks } = observe();
  burst.note('a');
  vi.advanceTimersByTime(20);
  burst.note('b');
  burst.close();
  vi.advanceTimersByTime(500);
  expect(looks).toEqual(['8 ms: a']);
});
