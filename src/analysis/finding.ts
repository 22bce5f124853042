// What is told of steps without running anything: findings, each with a stable code, and what they are made of.
import type { StepFacts, Write } from '../facts.ts';
import type { Config, FindingCode, JsonObject, StepInfo } from '../step.ts';

export interface Finding {
  readonly code: FindingCode;
  /** `warning`: a mistake, as far as can be told; `info`: worth knowing. */
  readonly severity: 'warning' | 'info';
  readonly step: string;
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly hint: string;
  /** Other steps that it is about. */
  readonly others: readonly string[];
  /** Data that shows it. */
  readonly witness?: JsonObject;
}

/** `step` writes there. */
export interface StepWrite {
  readonly step: string;
  readonly write: Write;
}

export interface StaticInput {
  readonly steps: readonly StepInfo[];
  /** Of steps whose text could be understood. */
  readonly facts: readonly StepFacts[];
  readonly strategy: 'specificity' | 'order';
  /** What tasks begin with: the scenarios, and tasks of the past. */
  readonly data: readonly JsonObject[];
  /** Writes that happened in tasks of the past. */
  readonly observed?: readonly StepWrite[];
  /** The settings of that name. */
  readonly levels?: Config['findings'];
  /** The known word that is meant by one that is not, if any is near. */
  readonly nearest: (word: string, known: readonly string[]) => string | undefined;
}

/** A finding at the place of a field, or of the condition where the field's is not known. */
export function findingAt(
  step: StepInfo,
  facts: StepFacts | undefined,
  path: readonly (string | number)[],
  told: Omit<Finding, 'step' | 'file' | 'line' | 'column' | 'others'> & Pick<Partial<Finding>, 'others'>,
): Finding {
  const key = JSON.stringify(path);
  const place = facts?.fields.find((field) => JSON.stringify(field.path) === key) ?? facts?.fields[0];
  const { line, column } = place ?? { line: 1, column: 1 };
  return { others: [], ...told, step: step.name, file: step.file, line, column };
}
