// Real folders for the tests of load.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

export type FileTexts = Readonly<Record<string, string | Uint8Array>>;

/** A folder that goes away with the test. */
export function makeFolder(files: FileTexts): string {
  const dir = mkdtempSync(join(tmpdir(), 'stepscope-load-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  write(dir, files);
  return dir;
}

export function write(dir: string, files: FileTexts): void {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, file)), { recursive: true });
    writeFileSync(join(dir, file), text);
  }
}
