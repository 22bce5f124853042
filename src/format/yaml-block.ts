// A flat record, or lists of such, as a block of YAML that any reader understands: every text is quoted as JSON is.
import { clean } from './clean.ts';

type Plain = string | number;
export type YamlBlock = Readonly<Record<string, Plain | readonly Readonly<Record<string, Plain>>[]>>;

/** Between `---` and `...`, each line so far in. */
export function yamlBlock(block: YamlBlock, indent: string): string {
  const lines = Object.entries(block).flatMap(([key, value]) =>
    typeof value === 'object'
      ? [`${key}:`, ...value.flatMap((entry) => entryLines(entry))]
      : [`${key}: ${quoted(value)}`],
  );
  return ['---', ...lines, '...'].map((line) => `${indent}${line}\n`).join('');
}

function entryLines(entry: Readonly<Record<string, Plain>>): readonly string[] {
  return Object.entries(entry).map(([key, value], index) => `${index === 0 ? '  - ' : '    '}${key}: ${quoted(value)}`);
}

function quoted(value: Plain): string {
  return typeof value === 'number' ? String(value) : clean(JSON.stringify(value));
}
