// The place of a mistake as one shows it: three lines of the file with their numbers, and a mark under the column.

const WIDTH = 100;
const MARGIN = '… ';

/** The line before, the line and the line after, `line` and `column` from 1; empty where there is no such line. */
export function codeFrame(text: string, line: number, column: number): string {
  const lines = text.split(/\r\n|\n|\r/);
  if (line < 1 || line > lines.length) return '';
  const first = Math.max(1, line - 1);
  const shown = lines.slice(first - 1, line + 1);
  const gutter = String(first + shown.length - 1).length;
  // A minified file is one line of any length: show the part around the column.
  const from = column > WIDTH ? column - 1 - WIDTH / 2 : 0;
  return shown
    .flatMap((content, index) => {
      const number = first + index;
      const row = `${number === line ? '>' : ' '} ${String(number).padStart(gutter)} | ${crop(content, from)}`;
      return number === line ? [row, mark(gutter, column, from)] : [row];
    })
    .map((row) => row.trimEnd())
    .join('\n');
}

function mark(gutter: number, column: number, from: number): string {
  const indent = Math.max(0, column - 1 - from) + (from > 0 ? MARGIN.length : 0);
  return `${' '.repeat(gutter + 3)}| ${' '.repeat(indent)}^`;
}

/** Tabs count as one column, as they do in editors' positions, so that the mark stands below its character. */
function crop(content: string, from: number): string {
  const part = content.slice(from, from + WIDTH).replaceAll('\t', ' ');
  return `${from > 0 ? MARGIN : ''}${part}${content.length > from + WIDTH ? ' …' : ''}`;
}
