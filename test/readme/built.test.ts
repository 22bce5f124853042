// How it is built: rooms, imports, packages and words are as the page says.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../check/workspace.ts';
import { names, part, quoted, table, wholePage } from './page.ts';

const BUILT = part('## How it is built');

function read(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}

/** The rules as the test of the architecture holds them. */
function rules(): readonly (readonly [room: string, ours: readonly string[], packages: readonly string[]])[] {
  const [, body = ''] = /const ROOMS[^=]*= \{\n([\s\S]*?)\n\};/.exec(read('test/architecture.test.ts')) ?? [];
  const list = (text = ''): readonly string[] => [...text.matchAll(/'([^']+)'/g)].map((found) => found[1] ?? '');
  const rooms = [...body.matchAll(/(\w+): \{\s*ours: \[([^\]]*)\],\s*packages: \[([^\]]*)\],?\s*\}/g)];
  return rooms.map(([, room = '', ours, packages]) => [room, list(ours), list(packages)]);
}

describe('rooms', () => {
  it('are the folders and files of src', () => {
    const told = names(table(BUILT, 'room', 'does')).map((room) => room.replace(/^src\/|\/$/g, ''));
    expect([...told].sort()).toEqual(readdirSync(join(ROOT, 'src')).sort());
  });

  it('import what the test of the architecture allows', () => {
    const shown = rules().map(([room, ours, packages]) => [`\`${room}\``, cell(ours), cell(packages)]);
    expect(shown.length).toBeGreaterThan(5);
    expect(table(BUILT, 'room', 'of ours', 'packages')).toEqual(shown);
  });

  it('keep the files that the page names', () => {
    for (const file of quoted(BUILT).filter((word) => /^[\w-]+\.ts$/.test(word))) {
      const places = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' });
      expect(
        places.some((place) => place === file || place.endsWith(`/${file}`)),
        file,
      ).toBe(true);
    }
  });
});

function cell(list: readonly string[]): string {
  if (list.length === 0) return '–';
  return list[0] === '*' ? 'all' : list.map((name) => `\`${name}\``).join(', ');
}

describe('packages', () => {
  const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<string, Record<string, string>>;
  const packages = part('### Packages');

  const told = (sentence: string): readonly string[] => {
    const rows = table(packages.slice(packages.indexOf(sentence)), 'package', 'why');
    for (const [, why] of rows) expect(why).not.toBe('');
    return names(rows);
  };
  const [installed, bundled] = [told('Installed with the program'), told('Bundled into it')];

  it('are all told', () => {
    expect([...installed].sort()).toEqual(Object.keys(dependencies ?? {}).sort());
    expect([...bundled, ...told('For development:')].sort()).toEqual(Object.keys(devDependencies ?? {}).sort());
  });

  it('are bundled where the page says so', () => {
    const licences = read('dist/THIRD-PARTY-LICENSES.txt');
    const isIn = (name: string): boolean => licences.includes(`\n${name} `) || licences.startsWith(`${name} `);
    expect(bundled.filter((name) => !isIn(name))).toEqual([]);
    expect(installed.filter(isIn)).toEqual([]);
  });
});

describe('words', () => {
  const words = table(part('## Glossary'), 'word', 'meaning').map(([word = '']) => word.replaceAll('**', ''));

  it('are in order, each once', () => {
    expect(words).toEqual([...new Set(words)].sort());
  });

  it('are used on the page', () => {
    const page = wholePage().replace(part('## Glossary'), '').toLowerCase();
    for (const word of words) expect(page, word).toContain(word);
  });

  it('hold the words of the code', () => {
    const idea = 'step condition match agenda select run turn task event cursor scenario connector problem'.split(' ');
    expect(words).toEqual(expect.arrayContaining([...idea, 'refraction', 'specificity', 'settle', 'patch', 'fork']));
  });
});

describe('page', () => {
  it('links to places that exist', () => {
    const targets = [...wholePage().matchAll(/\]\(([^)]+)\)/g)].map((found) => found[1] ?? '');
    const anchors = [...wholePage().matchAll(/^#+ (.*)$/gm)].map(([, text = '']) => `#${slug(text)}`);
    expect(targets.length).toBeGreaterThan(5);
    for (const target of targets)
      expect(target.startsWith('#') ? anchors.includes(target) : existsSync(join(ROOT, target)), target).toBe(true);
  });

  it('names no machine', () => {
    expect(wholePage()).not.toMatch(/\/home\/|\/work\/|\/tmp\/|\/Users\/|localhost|https?:\/\//);
  });
});

function slug(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\w\- ]/g, '')
    .replaceAll(' ', '-');
}
