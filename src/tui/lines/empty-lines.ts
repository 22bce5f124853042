// What a pane says when it has nothing to show, and what to do about it.
import { clean } from '../../format/clean.ts';
import { wrap } from '../../format/width.ts';
import type { Standing } from '../../session/views/header-view.ts';
import { type Line, span } from '../line.ts';
import type { Tone } from '../theme.ts';

export interface Emptiness {
  readonly dir: string;
  readonly standing: Standing;
  readonly steps: number;
  readonly scenarios: number;
  readonly errors: number;
}

const CONDITION = 'export const condition = { name: String, greeted: null };';
const EXAMPLE = [
  'export const condition = {',
  '  name: String,',
  '  greeted: null,',
  '};',
  'export const content = async () => {',
  '  data.greeted = true;',
  '};',
];

/** Columns of text in which no line of the example is cut. */
export const EXAMPLE_COLUMNS = Math.max(...EXAMPLE.map((line) => line.length)) + 1;

/** Of the agenda when there is not one step. */
export function noStepsLines({ dir, standing, errors }: Emptiness, columns: number, rows: number): readonly Line[] {
  if (standing.kind === 'loading') return paragraph('loading steps …', 'dim', columns);
  if (errors > 0) return paragraph('no step could be loaded: ! shows why', 'bad', columns);
  const what = [
    ...paragraph(`no steps yet in ${clean(dir)}`, 'warn', columns),
    ...paragraph('a step is a file below steps/, such as steps/greet.js:', 'plain', columns),
  ];
  const example = exampleFor(columns).map((text): Line => ({ left: [span(` ${text}`, 'dim')] }));
  const saved = paragraph('it appears here as soon as it is saved', 'dim', columns);
  const blank: Line = { left: [] };
  // Rather none than half of an example.
  const forms = [
    [...what, blank, ...example, blank, ...saved],
    [...what, blank, ...example],
    [...what, ...example],
  ];
  return forms.find((lines) => lines.length <= rows) ?? what;
}

function exampleFor(columns: number): readonly string[] {
  return columns > CONDITION.length ? [CONDITION, ...EXAMPLE.slice(4)] : EXAMPLE;
}

/** Of Why, which has nothing to tell of without a step. */
export function noStepLines(columns: number): readonly Line[] {
  return paragraph('here stands, field by field, why the selected step matches or does not', 'dim', columns);
}

/** Of the other panes when there is no task. */
export function noTaskLines({ standing, scenarios, dir }: Emptiness, columns: number): readonly Line[] {
  if (standing.kind === 'loading') return paragraph('loading …', 'dim', columns);
  if (scenarios > 0) return paragraph('no scenario is chosen: s shows them', 'plain', columns);
  return [
    ...paragraph(`no scenarios yet in ${clean(dir)}`, 'warn', columns),
    ...paragraph(
      'a scenario is the data a task starts with: a JSON file below scenarios/, such as scenarios/first.json:',
      'plain',
      columns,
    ),
    { left: [] },
    { left: [span(' { "name": "Ada" }', 'dim')] },
  ];
}

export function paragraph(text: string, tone: Tone, columns: number): readonly Line[] {
  return wrap(text, Math.max(10, columns - 2)).map((line) => ({ left: [span(` ${line}`, tone)] }));
}
