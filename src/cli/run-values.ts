// What the options of `run` are given as.
import { InvalidArgumentError } from 'commander';
import type { Shard } from '../check/reporter.ts';
import { REPORTER_NAMES, type ReporterName } from '../check/reporters/names.ts';
import { nearest } from '../load/nearest.ts';

/** `file`: null for standard output. */
export interface ReporterWish {
  readonly name: ReporterName;
  readonly file: string | null;
}

const PEOPLE: ReadonlySet<ReporterName> = new Set(['default', 'dot', 'verbose']);

/** Whether what stands on standard output is read by people: else nothing but the report may stand there. */
export function isForPeople(wishes: readonly ReporterWish[]): boolean {
  return wishes.every(({ name, file }) => file !== null || PEOPLE.has(name));
}

/** `name` or `name=FILE`; several times for several of them. */
export function reporterWish(text: string, others: readonly ReporterWish[]): readonly ReporterWish[] {
  const [given = '', ...rest] = text.split('=');
  const name = REPORTER_NAMES.find((known) => known === given);
  if (name === undefined) {
    const near = nearest(given, REPORTER_NAMES);
    const meant = near === undefined ? '' : ` Did you mean "${near}"?`;
    throw new InvalidArgumentError(`There are: ${REPORTER_NAMES.join(', ')}.${meant}`);
  }
  const file = rest.length === 0 ? null : rest.join('=');
  if (file === '') throw new InvalidArgumentError(`Name a file: ${name}=report.txt.`);
  const other = others.find((one) => one.file === file);
  if (other && file === null)
    throw new InvalidArgumentError(
      `Only one reporter can write to standard output, and ${other.name} does: ${name}=FILE gives this one a file.`,
    );
  if (other) throw new InvalidArgumentError(`${other.name} writes to ${file} already.`);
  return [...others, { name, file }];
}

/** `--bail` alone is `--bail=1`. */
export function bailOf(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text))
    throw new InvalidArgumentError('It must be a number of failures, as --bail=1; put filters before it.');
  return Number(text);
}

export function shardOf(text: string): Shard {
  const [, index, count] = /^([1-9]\d{0,3})\/([1-9]\d{0,3})$/.exec(text) ?? [];
  if (index === undefined || Number(index) > Number(count))
    throw new InvalidArgumentError('It must be a part of a whole, such as 1/3 or 3/3.');
  return { index: Number(index), count: Number(count) };
}

export function percentOption(text: string): number {
  const percent = Number(text.replace(/%$/, ''));
  if (text.trim() === '' || !(percent >= 0 && percent <= 100))
    throw new InvalidArgumentError('It must be a number of percent, 0 to 100.');
  return percent;
}
