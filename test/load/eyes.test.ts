// What a folder gets while the watching of it begins is not missed: chokidar first tells of it, reads it, and only then
// watches it.
import { expect, it, onTestFinished } from 'vitest';
import { openEyes } from '../../src/load/eyes.ts';
import { makeFolder, write } from './folder.ts';

const FOLDERS = { steps: 'steps', moreSteps: [], libraries: [], scenarios: 'scenarios' };

/** True where who is told of `told` finds the file by looking there. */
const covers = (told: string, file: string): boolean => file === told || file.startsWith(`${told}/`) || told === '';

it.each<[string, readonly string[]]>([
  ['in a new folder', ['steps/1.js', 'steps/2.js', 'steps/3.js', 'steps/4.js', 'steps/5.js']],
  ['in new folders of it', ['steps/a/1.js', 'steps/b/2.js', 'steps/c/d/3.js', 'steps/e/4.js', 'steps/a/5.js']],
])('whenever a file is written, %s, it is told of afterwards', async (_, files) => {
  const dir = makeFolder({});
  const written: string[] = [];
  const untold = new Set<string>();
  const next = () => {
    const file = files[written.length];
    if (file === undefined) return;
    written.push(file);
    untold.add(file);
    write(dir, { [file]: '' });
  };
  await new Promise<void>((resolve, reject) => {
    const eyes = openEyes(dir, FOLDERS, [], {
      changed: (path) => {
        for (const file of untold) if (covers(path, file)) untold.delete(file);
        next();
        if (untold.size === 0) resolve();
      },
      replaced: () => {},
      failed: reject,
    });
    onTestFinished(() => eyes.close());
    eyes.ready.then(() => write(dir, { 'steps/0.js': '' }), reject);
  });
  expect(written).toEqual(files);
});
