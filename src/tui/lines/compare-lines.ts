// Two tasks compared: the turn in which they part, then how their data differs.
import { clean } from '../../format/clean.ts';
import type { CompareView } from '../../session/views/compare-view.ts';
import { type Line, span } from '../line.ts';
import { patchLine, patchPathWidth } from './patch-line.ts';
import type { KeyedLine } from './why-lines.ts';

export function compareLines(view: CompareView | null, columns: number): readonly KeyedLine[] {
  if (view === null) return [];
  const { rows } = view;
  const paths = patchPathWidth(rows, columns);
  const lines = [
    sideLine('here ', view.here),
    sideLine('there', view.other),
    ...oddLines(view),
    { left: [] },
    turnLine(view),
    dataLine(view),
    ...rows.map((row) => patchLine(row, paths, columns)),
  ];
  return lines.map((line, index) => ({ key: `${index}`, line }));
}

/** Which task, and which moment of it. */
function sideLine(word: string, { name, made, turns, of, id }: CompareView['here']): Line {
  const until =
    turns === of ? `${counted(turns)}, all there are` : `the first ${counted(turns)} of ${of}, to the cursor`;
  return {
    left: [
      span(`${word}  `, 'dim'),
      span(clean(name), 'bright'),
      span(`  ${until}`),
      span(`  ${clean(made ?? id)}`, 'dim'),
    ],
  };
}

function counted(turns: number): string {
  return `${turns} ${turns === 1 ? 'turn' : 'turns'}`;
}

/** Nobody expects them to be alike. */
function oddLines({ kinship }: CompareView): readonly Line[] {
  if (kinship === 'alike') return [];
  const what =
    kinship === 'subtask' ? 'one is a subtask of the other' : 'they began with different scenarios or subtasks';
  return [{ left: [span(`${what}: most of what differs says little`, 'warn')] }];
}

function turnLine({ firstTurn }: CompareView): Line {
  if (firstTurn === null) return { left: [span('every turn is the same', 'good')] };
  const { turn, here: mine, other: theirs } = firstTurn;
  const same = mine === theirs;
  return {
    left: [
      span(`turn ${turn} `, 'next'),
      span('ran '),
      span(same ? `${clean(mine ?? '')} with other changes` : clean(mine ?? '') || 'nothing', 'bright'),
      ...(same ? [] : [span(' here, '), span(clean(theirs ?? '') || 'nothing', 'bright'), span(' there')]),
    ],
  };
}

function dataLine({ rows, other }: CompareView): Line {
  if (rows.length === 0) return { left: [span('the data is the same', 'good')] };
  const count = `${rows.length} ${rows.length === 1 ? 'place' : 'places'}`;
  return { left: [span(`from ${clean(other.name)} there to here, ${count}:`, 'dim')] };
}
