// Puts values into a JSON text with comments, in the text's own layout.
import { applyEdits, type FormattingOptions, modify } from 'jsonc-parser';
import type { Placed } from './placed.ts';

export function editJson(text: string, entries: readonly Placed[]): string {
  const formattingOptions = layoutOf(text);
  return entries.reduce(
    (now, [path, value]) => applyEdits(now, modify(now, [...path], value, { formattingOptions })),
    text,
  );
}

/** As its first indented line has it. */
function layoutOf(text: string): FormattingOptions {
  const [, indent = '  '] = /^([ \t]+)\S/m.exec(text) ?? [];
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  return { insertSpaces: !indent.includes('\t'), tabSize: indent.includes('\t') ? 1 : indent.length, eol };
}
