// `stepscope blame`: every turn that changed a value, from what to what, and what let it do so.
import { setText } from '../format/blame.ts';
import { changeText } from '../format/change.ts';
import { pathText } from '../format/path.ts';
import { valueText } from '../format/value.ts';
import { isObject } from '../json.ts';
import { nearest } from '../load/nearest.ts';
import { valueAt } from '../patch.ts';
import { causeChain, type PathChange, pathHistory } from '../session/views/path-history.ts';
import { placeOf } from '../session/watches.ts';
import type { Path } from '../step.ts';
import { EXIT } from './exit-codes.ts';
import { jsonText, oneLine } from './listing.ts';
import { atMoment, type Moment, type MomentWords } from './moment.ts';
import { print } from './print.ts';
import { refuse, say } from './say.ts';

export interface BlameOptions extends MomentWords {
  readonly path: string;
  readonly json: boolean;
}

const COLUMNS = 100;
const VALUE = 60;

export function blameCommand(options: BlameOptions): Promise<number> {
  return atMoment('blame', options, async (moment) => {
    const path = pathIn(options.path, moment);
    if (typeof path === 'string') return refuse('blame', `${path}.`);
    const { log, state, recording } = moment;
    const never = neverThere(path, moment);
    if (never !== null) return refuse('blame', never);
    const changes = pathHistory(log, path, state.tasks).filter(({ turn }) => turn <= state.cursor);
    const told = changes.map((change) => ({
      ...change,
      causes: change.by.kind === 'step' ? causeChain(state, log, change.turn) : [],
    }));
    if (options.json) await print(jsonText({ path, task: log.id, changes: told }));
    else if (changes.length > 0) await print(told.map(changeLines).join(''));
    else
      say(`stepscope blame: nothing changed ${oneLine(pathText(path))} ${recording ? `in task ${log.id}` : 'there'}.`);
    return EXIT.ok;
  });
}

/** In a sentence, where nothing stood at that place in any turn; null where something did. */
function neverThere(path: Path, { log }: Moment): string | null {
  const all = [log.start.data, ...log.snapshots.map(({ data }) => data)];
  if (all.some((data) => valueAt(data, path) !== undefined)) return null;
  const depth = path.findIndex((_, index) =>
    all.every((data) => valueAt(data, path.slice(0, index + 1)) === undefined),
  );
  const above = path.slice(0, depth);
  // States share what did not change: each object is looked at once.
  const beside = new Set(all.map((data) => valueAt(data, above)));
  const keys = [...beside].flatMap((one) => (isObject(one ?? null) ? Object.keys(one ?? {}) : []));
  const near = nearest(String(path[depth]), [...new Set(keys)]);
  const meant = near === undefined ? '' : ` Is ${pathText([...above, near, ...path.slice(depth + 1)])} meant?`;
  return `nothing ever was at ${pathText(path)}.${meant}`;
}

/** Digits mean a place in a list wherever there ever was one. */
function pathIn(text: string, { log }: Moment): Path | string {
  const found = log.snapshots.map(({ data }) => placeOf(text, data));
  return (
    found.find((path) => typeof path !== 'string' && path.some((key) => typeof key === 'number')) ??
    found.at(-1) ??
    'there is no data'
  );
}

function changeLines(change: PathChange & { readonly causes: ReturnType<typeof causeChain> }): string {
  const { before, now } = changeText(change.before, change.after, COLUMNS);
  const causes = change.causes.map((cause) => {
    const { path, actual, writer, depth } = cause;
    const by = writer === null ? 'from the start' : `${setText(cause)} ${writer.step} @${writer.turn}`;
    return `${'  '.repeat(depth + 1)}because ${pathText(path)} ${actual === undefined ? 'is missing' : `is ${valueText(actual, VALUE)}`}  ${by}`;
  });
  return [`@${change.turn}  ${byText(change)}  ${before} → ${now}`, ...causes]
    .map((line) => `${oneLine(line)}\n`)
    .join('');
}

function byText({ by }: PathChange): string {
  if (by.kind === 'edit') return 'edit by hand';
  return by.kind === 'child' ? `subtask ${by.name}` : by.connector === null ? by.step : `${by.step} ← ${by.connector}`;
}
