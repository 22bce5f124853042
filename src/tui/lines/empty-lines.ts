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

const EXAMPLE = [
  'export const condition = { name: String, greeted: null };',
  'export const content = async () => {',
  '  data.greeted = true;',
  '};',
];

/** Of the agenda when there is not one step. */
export function noStepsLines({ dir, standing, errors }: Emptiness, columns: number): readonly Line[] {
  if (standing.kind === 'loading') return paragraph('loading steps …', 'dim', columns);
  if (errors > 0) return paragraph('no step could be loaded: ! shows why', 'bad', columns);
  return [
    ...paragraph(`no steps yet in ${clean(dir)}`, 'warn', columns),
    ...paragraph('a step is a file below steps/, such as steps/greet.js:', 'plain', columns),
    { left: [] },
    ...EXAMPLE.map((text): Line => ({ left: [span(` ${text}`, 'dim')] })),
    { left: [] },
    ...paragraph('it appears here as soon as it is saved', 'dim', columns),
  ];
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
