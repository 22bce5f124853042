import { renameSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Files } from '../../src/load/files.ts';
import { makeFolder, write } from './folder.ts';

const A = 'steps/a.js';

async function readFiles(): Promise<{ dir: string; files: Files; names(): string[] }> {
  const dir = makeFolder({ [A]: 'one', 'scenarios/s.json': '{}' });
  const files = new Files(dir, { steps: 'steps', moreSteps: [], libraries: [], scenarios: 'scenarios' });
  await files.lookAtAll();
  return { dir, files, names: () => files.entries().map(({ file }) => file) };
}

test('a look at what is the same finds nothing new and keeps the entries', async () => {
  const { files } = await readFiles();
  const before = files.entries();
  expect(await files.lookAtAll()).toBe(false);
  for (const [index, entry] of files.entries().entries()) expect(entry).toBe(before[index]);
});

test('a file that is gone is believed to be gone at the second look only', async () => {
  const { dir, files, names } = await readFiles();
  unlinkSync(join(dir, A));
  expect(await files.look([A], false)).toBe(false);
  expect(names()).toContain(A);
  expect(await files.look([A], true)).toBe(true);
  expect(names()).not.toContain(A);
});

test('a file that is empty is believed to be empty at the second look only', async () => {
  const { dir, files } = await readFiles();
  write(dir, { [A]: '' });
  expect(await files.look([A], false)).toBe(false);
  expect(await files.look([A], true)).toBe(true);
  expect(files.entries()[0]?.problems).toMatchObject([{ message: 'the file is empty' }]);
});

test('a renamed file is at its new place only, at once', async () => {
  const { dir, files, names } = await readFiles();
  renameSync(join(dir, A), join(dir, 'steps/b.js'));
  expect(await files.look([A, 'steps/b.js'], false)).toBe(true);
  expect(names()).toEqual(['scenarios/s.json', 'steps/b.js']);
});

test('a look at one file reads no other', async () => {
  const { dir, files } = await readFiles();
  write(dir, { [A]: 'two', 'scenarios/s.json': '{"n":2}' });
  await files.look([A], true);
  const [a, s] = ['steps/a.js', 'scenarios/s.json'].map((file) => files.entries().find((entry) => entry.file === file));
  expect(a?.source?.text).toBe('two');
  expect(s?.scenarios?.[0]?.data).toEqual({});
});
