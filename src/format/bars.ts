// Labels with numbers as bars of text, in any of the shapes in which charts are usually given.

import { isContainer, isList, isObject } from '../json.ts';
import type { Json, JsonObject } from '../step.ts';
import { clean } from './clean.ts';
import { type Drawing, piece, type Room } from './drawing.ts';
import { pad, width } from './width.ts';

interface Bar {
  readonly label: string;
  readonly value: number;
}

const WIDEST_LABEL = 24;
const LONGEST_BAR = 60;

/** Null where the data holds no labels with numbers. Numbers below zero have a bar of another kind. */
export function drawBars(data: Json, { columns, most }: Room): Drawing | null {
  const all = barsOf(data);
  if (all === null || all.length === 0) return null;
  const bars = all.slice(0, most);
  const widest = bars.reduce((sum, { label }) => Math.max(sum, width(label)), 0);
  const labels = Math.min(WIDEST_LABEL, Math.floor(columns / 2), widest);
  const numbers = bars.reduce((sum, { value }) => Math.max(sum, numberText(value).length), 0);
  const room = Math.max(1, Math.min(LONGEST_BAR, columns - labels - numbers - 4));
  const longest = bars.reduce((sum, { value }) => Math.max(sum, Math.abs(value)), 0);
  const rows = bars.map(({ label, value }) => {
    const length = value === 0 ? 0 : Math.max(1, Math.round((Math.abs(value) / longest) * room));
    return [
      piece(`${pad(label, labels)}  `, 'key'),
      piece(`${pad(numberText(value), numbers, 'start')}  `, 'number'),
      piece((value < 0 ? '┄' : '▬').repeat(length), 'bar'),
    ];
  });
  return { head: null, rows, more: all.length - bars.length };
}

/** Without the digits that only binary fractions have. */
function numberText(value: number): string {
  return String(Number(value.toPrecision(12)));
}

function barsOf(data: Json): readonly Bar[] | null {
  if (!isContainer(data)) return null;
  if (isList(data)) return whole(data.map(barOf));
  return ofLabels(data) ?? whole(Object.entries(data).map(([label, value]) => bar(label, value)));
}

/** `labels` beside `values`, `data`, or `datasets` of which each has `data`. */
function ofLabels({ labels, values, data, datasets }: JsonObject): readonly Bar[] | null {
  if (!Array.isArray(labels)) return null;
  const sets = isList(datasets) ? datasets.map(setOf) : [{ name: '', numbers: values ?? data }];
  return whole(
    sets.flatMap(({ name, numbers }) =>
      labels.map((label: Json, index) =>
        bar(
          sets.length > 1 ? `${name} ${String(label)}` : String(label),
          Array.isArray(numbers) ? numbers[index] : undefined,
        ),
      ),
    ),
  );
}

function setOf(set: Json): { readonly name: string; readonly numbers: Json | undefined } {
  if (!isObject(set)) return { name: '', numbers: undefined };
  const { label, data } = set;
  return { name: typeof label === 'string' ? label : '', numbers: data };
}

function whole(bars: readonly (Bar | null)[]): readonly Bar[] | null {
  return bars.every((each) => each !== null) ? bars : null;
}

/** Of a record the first number, and the first text as its label, whatever their keys are. */
function barOf(item: Json, index: number): Bar | null {
  if (typeof item === 'number') return bar(`[${index}]`, item);
  if (!isContainer(item)) return null;
  const values: readonly Json[] = Object.values(item);
  const label = values.find((each) => typeof each === 'string');
  return label === undefined
    ? null
    : bar(
        label,
        values.find((each) => typeof each === 'number'),
      );
}

function bar(label: string, value: Json | undefined): Bar | null {
  return typeof value === 'number' ? { label: clean(label.slice(0, 200)), value } : null;
}
