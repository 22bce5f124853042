// `stepscope why`, and `step validate` with data: why a step matches at a moment, or why not, and what would change that.
import { resolve } from 'node:path';
import { makeMatch } from '../analysis/make-match.ts';
import { type Mismatch, mismatches } from '../analysis/mismatch.ts';
import { cleanLines } from '../format/clean.ts';
import { pathText } from '../format/path.ts';
import { causeText, editText, standingText, whyRows } from '../format/why.ts';
import { isObject } from '../json.ts';
import { checkFolder } from '../load/check-folder.ts';
import { nearest } from '../load/nearest.ts';
import { valueAt } from '../patch.ts';
import { tailOf } from '../session/reduce.ts';
import type { AgendaRow } from '../session/views/agenda-row.ts';
import { createAgendaView } from '../session/views/agenda-view.ts';
import { explainStep } from '../session/views/explaining.ts';
import { headerView } from '../session/views/header-view.ts';
import { createWhyView } from '../session/views/why-view.ts';
import type { Json, StepInfo } from '../step.ts';
import { type Around, brokenText } from './broken-steps.ts';
import { EXIT } from './exit-codes.ts';
import { counted, jsonText, oneLine } from './listing.ts';
import { viewOf } from './look-at.ts';
import { atMoment, type Moment, type MomentWords, numberOf, subtasksOf } from './moment.ts';
import { print } from './print.ts';
import { refuse } from './say.ts';

export interface WhyOptions extends MomentWords {
  readonly step: string;
  readonly json: boolean;
}

/** The exit code tells whether it matches where `isTest`. */
export async function whyCommand(who: string, options: WhyOptions, isTest = false): Promise<number> {
  const unknown = await unknownStep(options);
  if (unknown !== null) return refuse(who, unknown);
  const answer = async (moment: Moment): Promise<number> => {
    const step = stepNamed(options.step, moment.state.steps, moment.around);
    if (typeof step === 'string') return refuse(who, step);
    const told = why(step, moment);
    await print(
      options.json ? jsonText(told.json) : `${told.lines.map((line) => cleanLines(line).join(' ')).join('\n')}\n`,
    );
    return !isTest || told.json.matches ? EXIT.ok : EXIT.failed;
  };
  return atMoment(who, options, answer, isTest ? 'data' : 'both');
}

/** Where no task is named either: that there is no such step comes before the question of which task. */
async function unknownStep({ task, recording, scenario, data, file, dir, step }: WhyOptions): Promise<string | null> {
  if ([task, recording, scenario, data, file].some((word) => word !== undefined) || checkFolder(resolve(dir)))
    return null;
  const view = await viewOf(dir);
  const found = stepNamed(step, view.steps, view);
  return typeof found === 'string' ? found : null;
}

/** A text says that there is none, and which may be meant. */
export function stepNamed<T extends Pick<StepInfo, 'name' | 'file'>>(
  text: string,
  steps: readonly T[],
  around: Around | null,
): T | string {
  const exact = steps.find(({ name, file }) => name === text || file === text);
  if (exact) return exact;
  const last = steps.filter(({ name }) => name.split('/').at(-1) === text);
  if (last.length === 1 && last[0]) return last[0];
  if (last.length > 1) return `several steps are called ${text}: ${last.map(({ name }) => name).join(', ')}.`;
  const rivals = around?.problems.find(({ message }) =>
    message.startsWith(`several files are the step ${JSON.stringify(text)}`),
  );
  if (rivals) return `${rivals.message}. ${rivals.hint}`;
  const broken = around && brokenText(text, around);
  if (broken) return broken;
  const names = steps.flatMap(({ name }) => [name, name.split('/').at(-1) ?? name]);
  const near = nearest(text, names);
  return `there is no step ${JSON.stringify(text)}.${near ? ` Is ${JSON.stringify(near)} meant?` : ' stepscope step list names all.'}`;
}

function why(step: StepInfo, moment: Moment) {
  const { state, log } = moment;
  const row = createAgendaView()(state).rows.find((each) => each.step === step.name);
  const view = createWhyView()(state, step.name);
  const snapshot = log.snapshots[state.cursor];
  if (!row || !view || !snapshot) throw new Error(`nothing is known of ${step.name}`);
  const explained = explainStep(step, snapshot);
  const causes = mismatches(explained);
  const { edits, impossible } = makeMatch(explained);
  const winner = winnerOf(row.step, state, log.turns[state.cursor]?.step ?? snapshot.agenda?.[0] ?? null);
  const standing = standingText(row, winner, headerView(state).standing);
  const matches = view.distance === 0;
  const lines = [
    `${step.name} ${standing}`,
    `  ${placeText(moment)}`,
    ...whyRows(view.rows).map((line) => `  ${line}`),
    ...(step.disabled ? [`cause: ${offText(step)}`] : []),
    ...(log.turns.some((turn) => turn.step === step.name) ? [] : elsewhere(step, moment)),
    ...(matches ? [] : causes.map((cause) => `cause: ${causeText(cause)}`)),
    ...(matches ? [] : causes.flatMap((cause) => meantText(cause, view, snapshot.data))),
    ...(matches && winner !== null && row.standing === 'match'
      ? [`cause: too broad: ${winner} matches as well and goes first; ask for one more field here to go before it`]
      : []),
    ...(matches || edits.length === 0 ? [] : [`nearest change that makes it match: ${edits.map(editText).join('; ')}`]),
    ...impossible.map(({ path, why: reason }) => `no change is known for ${path.join('.')}: ${reason}`),
  ];
  const json = whyJson({ step, moment, row, winner, view, causes, edits, standing });
  return { lines, json };
}

/** A field that nothing is at, with one of nearly its name beside it that the condition does not ask for. */
function meantText({ kind, at, isElement }: Mismatch, { rows }: WhyView, data: Json): readonly string[] {
  const key = at.at(-1);
  if (kind !== 'missing' || isElement || typeof key !== 'string') return [];
  const above = at.slice(0, -1);
  const beside = valueAt(data, above);
  if (!isObject(beside)) return [];
  const asked = new Set(rows.map((row) => pathText(row.at)));
  const keys = Object.keys(beside).filter((one) => one !== key && !asked.has(pathText([...above, one])));
  const near = nearest(key, keys);
  return near === undefined ? [] : [`Is ${pathText([...above, near])} meant?`];
}

type WhyView = NonNullable<ReturnType<ReturnType<typeof createWhyView>>>;

interface WhyParts {
  readonly step: StepInfo;
  readonly moment: Moment;
  readonly row: AgendaRow;
  readonly winner: string | null;
  readonly view: WhyView;
  readonly causes: readonly Mismatch[];
  readonly edits: ReturnType<typeof makeMatch>['edits'];
  readonly standing: string;
}

function whyJson({ step, moment: { state, log }, row, winner, view, causes, edits, standing }: WhyParts) {
  const matches = view.distance === 0;
  return {
    ...{ step: step.name, file: step.file, matches, standing: row.standing, distance: view.distance },
    ...{ specificity: step.specificity, winner, task: log.id, afterTurn: state.cursor },
    fields: view.rows.map(({ at, condition, verdict, actual, writer, detail }) => ({
      path: at,
      condition,
      verdict,
      actual,
      writer,
      detail,
    })),
    causes: [
      ...(step.disabled ? [{ kind: 'switched off', path: [], message: offText(step) }] : []),
      ...causes.map((cause) => ({ kind: causeWord(cause), path: cause.at, message: causeText(cause) })),
      ...(row.standing === 'match' ? [{ kind: 'too broad', path: [], message: standing }] : []),
    ],
    edits: edits.map(({ path, value }) => (value === undefined ? { path, remove: true } : { path, value })),
  };
}

function offText({ file }: StepInfo): string {
  return `switched off: ${file} says \`export const disabled = true\``;
}

/** The subtasks in which it ran. */
function elsewhere(step: StepInfo, { state, log, recording }: Moment): readonly string[] {
  return subtasksOf(log, state.tasks).flatMap(({ id, name, turns }) => {
    const turn = turns.find((one) => one.step === step.name);
    if (!turn) return [];
    const number = numberOf(log, id);
    const way = recording ? `--task ${id}` : `--subtask ${number}`;
    return [`it ran in the subtask ${number} (${oneLine(name)}), turn ${turn.number}: ${way} stands there`];
  });
}

function winnerOf(step: string, { steps }: Moment['state'], winner: string | null): string | null {
  return winner === step || !steps.some(({ name }) => name === winner) ? null : winner;
}

function causeWord({ kind }: Mismatch): string {
  return {
    missing: 'missing field',
    type: 'wrong type or structure',
    value: 'too specific',
    never: 'never',
    unjudged: 'not judged',
  }[kind];
}

/** Which moment this is. */
function placeText({ state, log, recording, isGiven }: Moment): string {
  if (isGiven) return 'for this data, before any step has run';
  const name = oneLine(log.start.scenario ?? log.name);
  // What was run for the question only is kept nowhere: its id would lead to nothing.
  const of = recording ? `${name === '' ? '' : `${name}, `}task ${log.id}` : name;
  const turns = state.cursor === 0 ? 'before turn 1' : `after ${counted(state.cursor, 'turn')}`;
  return `${turns} of ${of}${state.cursor === tailOf(log) ? endText(log) : ''}`;
}

function endText({ end }: Moment['log']): string {
  if (end === null) return '';
  const how = end.state === end.reason ? end.state : `${end.state}/${end.reason}`;
  return `, which ended there: ${how}${end.error ? `: ${oneLine(end.error.message)}` : ''}`;
}
