// Frames that are put together of ready rows look exactly as those that Ink draws of the same tree.
import { EventEmitter } from 'node:events';
import xtermHeadless, { type IBufferCell } from '@xterm/headless';
import fc from 'fast-check';
import { Box, render, Text } from 'ink';
import type { ReactNode } from 'react';
import { expect, test } from 'vitest';
import { Canvas } from '../../../src/tui/terminal/canvas.tsx';
import { Row } from '../../../src/tui/terminal/row.tsx';

const SIZE = { columns: 40, rows: 8 };

class Catcher extends EventEmitter {
  readonly isTTY = false;
  readonly columns = SIZE.columns;
  readonly rows = SIZE.rows;
  last = '';
  write(frame: string): boolean {
    this.last = frame;
    return true;
  }
}

function byInk(node: ReactNode): string {
  const stdout = new Catcher();
  const ink = render(
    <Box width={SIZE.columns} height={SIZE.rows} flexShrink={0} flexDirection="column">
      {node}
    </Box>,
    {
      stdout: stdout as unknown as NodeJS.WriteStream,
      stdin: new EventEmitter() as unknown as NodeJS.ReadStream,
      debug: true,
      patchConsole: false,
      exitOnCtrlC: false,
    },
  );
  const { last } = stdout;
  ink.unmount();
  return last;
}

/** What each cell of a terminal shows then. */
async function cells(frame: string): Promise<readonly string[]> {
  const terminal = new xtermHeadless.Terminal({ cols: SIZE.columns, rows: SIZE.rows, allowProposedApi: true });
  const text = frame.split('\n').map((row, index) => `\x1b[${index + 1};1H${row}`);
  await new Promise<void>((resolve) => terminal.write(text.join(''), resolve));
  const shown = (cell: IBufferCell | undefined): string =>
    cell === undefined
      ? ''
      : [cell.getChars() || ' ', cell.getFgColor(), cell.getBgColor(), cell.isBold(), cell.getWidth()].join(',');
  const rows = Array.from({ length: SIZE.rows }, (_, y) => {
    const line = terminal.buffer.active.getLine(y);
    return Array.from({ length: SIZE.columns }, (__, x) => shown(line?.getCell(x))).join(' ');
  });
  terminal.dispose();
  return rows;
}

const STYLES = [
  (text: string) => text,
  (text: string) => `\x1b[38;5;80m${text}\x1b[39m`,
  (text: string) => `\x1b[1m\x1b[38;5;203m${text}\x1b[39m\x1b[22m`,
  (text: string) => `\x1b[48;5;237m${text}\x1b[49m`,
] as const;

/** A text of so many cells. */
function ready(columns: number): fc.Arbitrary<string> {
  const part = fc.record({
    text: fc.array(fc.constantFrom('a', 'Z', ' ', '│', '─', '…', '●', 'é', '日'), { maxLength: 12 }),
    style: fc.constantFrom(...STYLES),
  });
  return fc.array(part, { maxLength: 6 }).map((parts) => {
    let left = columns;
    const painted = parts.map(({ text, style }) => {
      const kept = text.filter((char) => {
        left -= char === '日' ? 2 : 1;
        if (left < 0) left += char === '日' ? 2 : 1;
        else return true;
        return false;
      });
      return kept.length === 0 ? '' : style(kept.join(''));
    });
    return painted.join('') + ' '.repeat(left);
  });
}

interface Frame {
  readonly top: string;
  readonly left: readonly string[];
  readonly right: readonly string[];
}

const LEFT = 23;
const RIGHT = SIZE.columns - LEFT;
const frames = fc.record<Frame>({
  top: ready(SIZE.columns),
  left: fc.array(ready(LEFT), { maxLength: 6 }),
  right: fc.array(ready(RIGHT), { maxLength: 6 }),
});

function Pane({ rows, columns }: { readonly rows: readonly string[]; readonly columns: number }) {
  return (
    <Box width={columns} height={6} flexDirection="column" flexShrink={0}>
      {rows.map((text, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows are places on the screen
        <Row key={index} text={text} columns={columns} />
      ))}
    </Box>
  );
}

function view({ top, left, right }: Frame): ReactNode {
  return (
    <>
      <Row text={top} columns={SIZE.columns} />
      <Box flexShrink={0}>
        <Pane rows={left} columns={LEFT} />
        <Pane rows={right} columns={RIGHT} />
      </Box>
    </>
  );
}

function openCanvas(): { readonly draw: (node: ReactNode) => string; readonly close: () => void } {
  let last = '';
  const canvas = new Canvas({
    onFrame: (frame) => {
      last = frame;
    },
    onCrash: () => {},
    onExit: () => {},
  });
  const draw = (node: ReactNode) => {
    canvas.draw(node, SIZE);
    return last;
  };
  return { draw, close: () => canvas.close() };
}

test('random frames, one after the other, in each cell', async () => {
  const canvas = openCanvas();
  await fc.assert(
    fc.asyncProperty(fc.array(frames, { minLength: 1, maxLength: 4 }), async (several) => {
      for (const frame of several)
        expect(await cells(canvas.draw(view(frame)))).toEqual(await cells(byInk(view(frame))));
    }),
    { numRuns: 60 },
  );
  canvas.close();
});

test.each<readonly [string, ReactNode]>([
  ['a text without a size', <Text key="text">hello</Text>],
  [
    'a border',
    <Box key="box" borderStyle="single" width={10} height={3}>
      <Row text="ab" columns={2} />
    </Box>,
  ],
  [
    'rows that lie on each other',
    <Box key="box" height={1}>
      <Row text="abcd" columns={4} />
      <Box marginLeft={-2}>
        <Row text="ef" columns={2} />
      </Box>
    </Box>,
  ],
  ['more rows than there is room for', <Pane key="pane" rows={Array.from({ length: 12 }, () => 'ab')} columns={2} />],
])('what is not made of ready rows is drawn by Ink: %s', async (_, node) => {
  const canvas = openCanvas();
  canvas.draw(<Row text="first" columns={5} />);
  expect(await cells(canvas.draw(node))).toEqual(await cells(byInk(node)));
  canvas.close();
});
