// A workspace in a temporary folder, made of a few texts and gone with the test. To be used within a test.
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Path below the workspace → text; anything but a text is written as JSON. */
export type Files = Readonly<Record<string, unknown>>;

export class Workspace {
  readonly dir = mkdtempSync(join(tmpdir(), 'stepscope-story-'));

  constructor(files: Files) {
    for (const [file, content] of Object.entries(files)) this.save(file, content);
  }

  save(file: string, content: unknown): void {
    const path = join(this.dir, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content, null, 2));
  }

  read(file: string): string {
    return readFileSync(join(this.dir, file), 'utf8');
  }

  rename(from: string, to: string): void {
    renameSync(join(this.dir, from), join(this.dir, to));
  }

  remove(path = ''): void {
    rmSync(join(this.dir, path), { recursive: true, force: true });
  }
}

export function makeWorkspace(files: Files): Workspace {
  const workspace = new Workspace(files);
  onTestFinished(() => workspace.remove());
  return workspace;
}

/** The text of a step's file: the condition stands in line 1, the content begins in line 3. */
export function step(condition: string, content = ''): string {
  return `export const condition = ${condition};\nexport const content = async () => {\n  ${content}\n};\n`;
}
