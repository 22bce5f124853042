// Puts values into a YAML text; comments, quotes and the style of what is there stay.
import { parseDocument, type ToStringOptions } from 'yaml';
import type { Placed } from './placed.ts';

export function editYaml(text: string, entries: readonly Placed[]): string {
  // As readYaml reads it.
  const tree = parseDocument(text, { schema: 'core', merge: true });
  for (const [path, value] of entries) tree.setIn(path, tree.createNode(value));
  const edited = tree.toString(layoutOf(text));
  return text.includes('\r\n') ? edited.replaceAll('\n', '\r\n') : edited;
}

/** Lines are never folded: a text that stands on one line is easier to compare. */
function layoutOf(text: string): ToStringOptions {
  const [, indent = '  '] = /^( +)[^\s#-]/m.exec(text) ?? [];
  return {
    lineWidth: 0,
    indent: indent.length,
    // Lists that stand as far left as their key stay there.
    indentSeq: !/^( *)[^\s#-][^\n]*:[ \t]*\r?\n\1- /m.test(text),
    flowCollectionPadding: !/[[{][^\s\]}]/.test(text),
  };
}
