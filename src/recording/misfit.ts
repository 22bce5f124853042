// Why a line is not as its shape has it, in words: the place, what stands there, and what may.
import { childOf } from '../json.ts';
import type { Json } from '../step.ts';

export interface Issue {
  readonly code?: string | undefined;
  readonly path: readonly PropertyKey[];
  /** A type. */
  readonly expected?: unknown;
  /** Of which it must be one. */
  readonly values?: unknown;
  /** A key by whose value the shape is chosen. */
  readonly discriminator?: unknown;
}

/** Characters of a value that are told. */
const SHOWN = 60;
/** Values that are told; of more nobody learns anything. */
const MOST_VALUES = 8;

export function misfitText(issue: Issue, line: Json): string {
  const keys = issue.path.filter((key) => typeof key !== 'symbol');
  const value = keys.reduce<Json | undefined>((inner, key) => childOf(inner, key), line);
  if (keys.length === 0) return `it is no line of a recording, but ${shown(value)}`;
  const place = `"${keys.join('.')}"`;
  if (value === undefined) return `${place} is missing${mustBe(issue)}`;
  if (typeof issue.discriminator === 'string') return `${place} is ${shown(value)}, which is not known here`;
  return `${place} is not as it should be: it is ${shown(value)}${mustBe(issue)}`;
}

function mustBe({ expected, values }: Issue): string {
  if (Array.isArray(values) && values.length <= MOST_VALUES)
    return `, and must be ${values.map((one) => JSON.stringify(one)).join(' or ')}`;
  return typeof expected === 'string' ? `, and must be of the type ${expected}` : '';
}

function shown(value: Json | undefined): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}
