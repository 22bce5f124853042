// How to run the turn at the cursor under a JavaScript debugger: a command that can be copied as it stands.
import { clean } from '../../format/clean.ts';
import { width } from '../../format/width.ts';
import type { InspectCommand } from '../../session/inspect-command.ts';
import { type Line, span } from '../line.ts';
import { paragraph } from './empty-lines.ts';
import type { KeyedLine } from './why-lines.ts';

export function inspectLines(found: InspectCommand, columns: number): readonly KeyedLine[] {
  const lines = 'refused' in found ? paragraph(found.refused, 'warn', columns) : told(found.words, columns);
  return lines.map((line, index) => ({ key: `${index}`, line }));
}

function told(words: readonly string[], columns: number): readonly Line[] {
  return [
    ...paragraph(
      'In another terminal this runs the turn in question, with its own data and answers:',
      'plain',
      columns,
    ),
    { left: [] },
    ...continued(words, columns - 4).map((text) => ({ left: [span(`  ${text}`, 'accent')] })),
    { left: [] },
    ...paragraph(
      'It waits for a JavaScript debugger and pauses at the first line of content: chrome://inspect, VS Code (attach to port 9229), node inspect or any other.',
      'dim',
      columns,
    ),
  ];
}

/** Broken between words only: a shell reads on after a backslash at the end of a line, but not within quotes. */
function continued(words: readonly string[], columns: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of words.map(clean)) {
    if (line !== '' && width(line) + width(word) + 3 > columns) {
      lines.push(`${line} \\`);
      line = '';
    }
    line += line === '' ? word : ` ${word}`;
  }
  return [...lines, line];
}
