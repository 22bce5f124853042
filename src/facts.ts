// The words for what the text of a step tells without being run: where its condition is written, and which data it writes.
import type { Json, Path, TypeName } from './step.ts';

/** Keys from the root of the data; null is some element of a list, or a key that is computed. */
export type WrittenPath = readonly (string | null)[];

/** As far as the text tells it. */
export type Written =
  | { readonly kind: 'value'; readonly value: Json }
  | { readonly kind: 'type'; readonly type: TypeName }
  /** These fields and no other; null: nothing is known of the value. */
  | { readonly kind: 'object'; readonly fields: readonly (readonly [key: string, value: Written | null])[] };

/** A place that the step may change. */
export interface Write {
  readonly path: WrittenPath;
  /** Somewhere at this place or below it: it was handed to code that is not looked at. */
  readonly isDeep: boolean;
  readonly kind: 'set' | 'remove';
  /** Null where the text does not tell. */
  readonly value: Written | null;
  /** Each run that does not throw does it. */
  readonly isSure: boolean;
  readonly line: number;
  readonly column: number;
}

export interface FieldPlace {
  /** In the condition; empty for the condition itself. */
  readonly path: Path;
  readonly line: number;
  readonly column: number;
}

export interface StepFacts {
  readonly step: string;
  /** The condition itself first; fields that code makes are not among them. */
  readonly fields: readonly FieldPlace[];
  /** All that it can change, unless `isUnclear`. */
  readonly writes: readonly Write[];
  /** It may change anything: the text does not tell what. */
  readonly isUnclear: boolean;
  /** Where that is first so; absent or null where it is no place in particular. */
  readonly unclearAt?: { readonly line: number; readonly column: number } | null;
  /** It may end its task. */
  readonly ends: 'never' | 'maybe' | 'surely';
  /** It may run again. */
  readonly redoes: 'never' | 'maybe' | 'surely';
  /** Data of subtasks that it may begin, as far as the text tells it. */
  readonly begins: readonly Written[];
}
