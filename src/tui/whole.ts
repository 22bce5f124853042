// What a row can show only a part of, whole: the text of a log line, of an error, of a value, of a call, of a change.
// Whether there is anything is asked in each frame, and a value may have ten megabytes: the text is made when it is wanted.

import type { ErrorInfo } from '../events.ts';
import { pathText } from '../format/path.ts';
import { viewLines } from '../format/view.ts';
import type { CallRow } from '../session/views/calls-view.ts';
import type { LogRow } from '../session/views/log-view.ts';
import type { Json, Path } from '../step.ts';
import { callOf } from './change-actions.ts';
import type { Scene } from './scene.ts';
import type { Whole } from './whole-text.ts';

type MakeWhole = () => Whole;

/** Of the selected row; null where there is nothing more to be shown. */
export function wholeOf(scene: Scene): MakeWhole | null {
  switch (scene.place) {
    case 'data':
      return ofData(scene);
    case 'patch':
      return ofPatch(scene);
    case 'log':
      return ofLog(scene);
    case 'view':
      return ofView(scene);
    case 'calls':
      return ofCall(scene);
    default:
      return null;
  }
}

function keyOf({ window }: Scene): string {
  return window?.keys.at(window.selected) ?? '';
}

function ofData({ dataRow }: Scene): MakeWhole | null {
  if (dataRow === undefined) return null;
  const { path, mark, value, before } = dataRow;
  if (mark === 'removed') return () => ({ title: `${pathText(path)} before it was removed`, text: textOf(before) });
  if (mark === 'changed') return () => changeOf(path, before, value);
  return () => ({ title: pathText(path), text: textOf(value) });
}

function ofPatch(scene: Scene): MakeWhole | null {
  const row = scene.views.patch(scene.state).rows.find(({ id }) => id === keyOf(scene));
  if (row === undefined) return null;
  const isThere = row.kind === 'added' || row.kind === 'moved';
  if (isThere) return () => ({ title: pathText(row.path), text: textOf(row.value) });
  return () => changeOf(row.path, row.before, row.value);
}

function changeOf(path: Path, before: Json | undefined, now: Json | undefined): Whole {
  const change = typeof before === 'string' && typeof now === 'string' ? { before, now } : undefined;
  return { title: pathText(path), text: `before:\n${textOf(before)}\n\nnow:\n${textOf(now)}`, change };
}

/** A text as it is; anything else as JSON. */
function textOf(value: Json | undefined): string {
  if (value === undefined) return '(nothing)';
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}

/** Rows of a view are named after it, with their number. */
function ofView(scene: Scene): MakeWhole | null {
  const key = keyOf(scene).replace(/:\d+$/, '');
  const row = scene.views.viewed(scene.state).find(({ id }) => id === key);
  return row === undefined ? null : () => ({ title: row.view.name, text: viewLines(row.view, VIEW).join('\n') });
}

function ofCall(scene: Scene): MakeWhole | null {
  const row = callOf(scene);
  return row === undefined ? null : () => callWhole(row);
}

function callWhole(row: CallRow): Whole {
  const { connector, method, args, result, error, source } = row.call;
  const answer = error ? `${error.name}: ${error.message}` : textOf(result);
  const title = `${connector}.${method}, turn ${row.turn}`;
  return { title, text: `asked:\n${textOf(args)}\n\nanswered by ${source === 'pin' ? 'hand' : source}:\n${answer}` };
}

function ofLog(scene: Scene): MakeWhole | null {
  const key = keyOf(scene).replace(/:\d+$/, '');
  const row = scene.views.log(scene.state).rows.find(({ id }) => id === key);
  return row === undefined ? null : () => ({ title: titleOf(row), text: entryText(row.entry) });
}

function titleOf({ turn, step, entry }: LogRow): string {
  const what = entry.kind === 'line' ? entry.level : entry.kind === 'problem' ? entry.problem.severity : entry.kind;
  return `${what}, turn ${turn}${step === '' ? '' : `, ${step}`}`;
}

/** A view as wide as anyone may want it: it is scrolled, not wrapped, in its own tab. */
const VIEW = 100;

function entryText(entry: LogRow['entry']): string {
  switch (entry.kind) {
    case 'line':
    case 'note':
      return entry.text;
    case 'dropped':
      return `${entry.count} more lines were counted and not kept`;
    case 'problem': {
      const { message, hint, frame = '' } = entry.problem;
      return [placeText(entry.problem), message, hint, frame].filter((part) => part !== '').join('\n\n');
    }
    case 'view':
      return viewLines(entry.view, VIEW).join('\n');
    case 'entered':
      return entry.places.map((path) => pathText(path)).join('\n');
    case 'error':
      return errorText(entry.error);
  }
}

function errorText(error: ErrorInfo): string {
  const { name, message, frame = '' } = error;
  return [`${name}: ${message}`, placeText(error), frame].filter((part) => part !== '').join('\n\n');
}

function placeText({ file, line, column }: Pick<ErrorInfo, 'file' | 'line' | 'column'>): string {
  return file === '' || line === 0 ? file : `${file}:${line}:${column}`;
}
