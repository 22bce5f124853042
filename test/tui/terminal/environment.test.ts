import { describe, expect, it } from 'vitest';
import { forceColor, groundOf, importForTerminal } from '../../../src/tui/terminal/environment.ts';

describe('colours', () => {
  it.each<[Record<string, string>, string | undefined]>([
    [{}, undefined],
    [{ TERM: 'xterm-256color' }, undefined],
    [{ NO_COLOR: '1' }, '0'],
    [{ NO_COLOR: '' }, undefined],
    [{ TERM: 'dumb' }, '0'],
    [{ FORCE_COLOR: '1', NO_COLOR: '1' }, '1'],
    [{ FORCE_COLOR: '2', TERM: 'dumb' }, '2'],
    [{ FORCE_COLOR: '' }, ''],
  ])('%j', (environment, expected) => expect(forceColor(environment)).toBe(expected));
});

describe('the ground', () => {
  it.each<[string | undefined, 'dark' | 'light']>([
    [undefined, 'dark'],
    ['15;0', 'dark'],
    ['0;15', 'light'],
    ['0;7', 'light'],
    ['0;default;15', 'light'],
    ['7;8', 'dark'],
    ['default;default', 'dark'],
    ['', 'dark'],
  ])('%s', (COLORFGBG, expected) => expect(groundOf({ COLORFGBG })).toBe(expected));
});

describe('while Ink is imported', () => {
  it('CI and DEV are hidden, and come back, after a failure too', async () => {
    const names = ['CI', 'CONTINUOUS_INTEGRATION', 'DEV', 'NO_COLOR', 'FORCE_COLOR'];
    const look = () => names.map((name) => process.env[name]);
    const original = look();
    Object.assign(process.env, { CI: '', CONTINUOUS_INTEGRATION: '1', DEV: 'true', NO_COLOR: '1' });
    delete process.env.FORCE_COLOR;
    try {
      expect(await importForTerminal(async () => look())).toEqual([undefined, undefined, undefined, '1', '0']);
      expect(look()).toEqual(['', '1', 'true', '1', undefined]);
      await expect(importForTerminal(() => Promise.reject(new Error('no such file')))).rejects.toThrow('no such file');
      expect(look()).toEqual(['', '1', 'true', '1', undefined]);
    } finally {
      for (const [index, name] of names.entries()) {
        const value = original[index];
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
    }
  });
});
