// Labels with numbers as bars of text.
import type { Json, JsonObject } from '../step.ts';
import { clean } from './clean.ts';
import { pad, width } from './width.ts';

interface Bar {
  readonly label: string;
  readonly value: number;
}

const WIDEST_LABEL = 20;
const LONGEST_BAR = 30;

/** Null where the data is no list of labels with numbers, nor an object of numbers. */
export function barLines(data: Json, columns: number): readonly string[] | null {
  const bars = barsOf(data);
  if (bars === null || bars.length === 0) return null;
  const labels = Math.min(WIDEST_LABEL, Math.floor(columns / 2), Math.max(...bars.map(({ label }) => width(label))));
  const numbers = Math.max(...bars.map(({ value }) => String(value).length));
  const room = Math.max(1, Math.min(LONGEST_BAR, columns - labels - numbers - 4));
  const most = Math.max(...bars.map(({ value }) => value));
  return bars.map(({ label, value }) => {
    const length = most > 0 && value > 0 ? Math.max(1, Math.round((value / most) * room)) : 0;
    return `${pad(label, labels)}  ${pad(String(value), numbers, 'start')}  ${'▬'.repeat(length)}`;
  });
}

function barsOf(data: Json): readonly Bar[] | null {
  if (typeof data !== 'object' || data === null) return null;
  const bars = Array.isArray(data)
    ? data.map(barOf)
    : Object.entries(data as JsonObject).map(([label, value]) =>
        typeof value === 'number' ? bar(label, value) : null,
      );
  return bars.every((each) => each !== null) ? bars : null;
}

/** Of a record the first number, and the first text as its label, whatever their keys are. */
function barOf(item: Json): Bar | null {
  if (typeof item !== 'object' || item === null) return null;
  const values = Object.values(item) as readonly Json[];
  const value = values.find((each) => typeof each === 'number');
  const label = values.find((each) => typeof each === 'string');
  return value === undefined || label === undefined ? null : bar(label, value);
}

function bar(label: string, value: number): Bar {
  return { label: clean(label.slice(0, 200)), value };
}
