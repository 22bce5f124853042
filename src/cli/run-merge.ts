// `stepscope run --merge-reports`: what several parts of a run wrote with `--reporter blob`, told as one.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { mergeFault, missingShards, tellMerged } from '../check/merge.ts';
import { type Blob, readBlob } from '../check/reporters/blob.ts';
import { messageOf } from '../thrown.ts';
import { EXIT } from './exit-codes.ts';
import { isCovered } from './run-coverage.ts';
import { exitCode } from './run-once.ts';
import { openReporters } from './run-outs.ts';
import { lostFile } from './run-targets.ts';
import type { ReporterWish } from './run-values.ts';
import { refuse } from './say.ts';

export interface MergeOptions {
  /** Of the blobs. */
  readonly blobs: string;
  /** The workspace, whose files no report replaces. */
  readonly dir: string;
  readonly reporters: readonly ReporterWish[];
  readonly filters: readonly string[];
  readonly threshold: number | null;
}

export async function mergeCommand({
  blobs: dir,
  dir: workspace,
  reporters: wishes,
  filters,
  threshold,
}: MergeOptions): Promise<number> {
  if (filters.length > 0) return no(`nothing runs with --merge-reports, so ${filters.join(' ')} is of no use`);
  const blobs = blobsIn(dir);
  if (typeof blobs === 'string') return no(blobs);
  if (blobs.length === 0) return no(`there is no blob in ${dir}: run with --reporter blob=${join(dir, 'NAME.jsonl')}`);
  const fault = mergeFault(blobs);
  if (fault !== null) return no(fault);
  const lost = lostFile({ dir: workspace, reporters: wishes }) ?? lostBlob(dir, wishes, blobs);
  if (lost !== null) return no(lost);
  const reporters = openReporters(wishes);
  if (typeof reporters === 'string') return no(`a report cannot be written: ${reporters}`);
  const { problems, isInterrupted, coverage } = tellMerged(blobs, reporters);
  const [unwritten] = await reporters.close();
  if (unwritten !== undefined) return no(unwritten);
  const missing = missingShards(blobs);
  if (missing.length > 0) return no(`shard ${missing.join(', ')} is not in ${dir}: this is not the whole run`);
  if (threshold !== null && !coverage) return no('the blobs hold no coverage: run the shards with --coverage');
  const isEnough = coverage === null || isCovered(coverage, threshold);
  const code = exitCode({
    outcomes: blobs.flatMap(({ told }) => told.map(({ report }) => report)),
    problems,
    isInterrupted,
  });
  return code === EXIT.ok && !isEnough ? EXIT.failed : code;
}

function no(message: string): number {
  return refuse('run', `${message}${message.endsWith('.') ? '' : '.'}`);
}

/** Which part of the run a report would replace, in a sentence; null where none. */
function lostBlob(
  dir: string,
  wishes: readonly ReporterWish[],
  blobs: readonly { readonly file: string }[],
): string | null {
  const own = new Set(blobs.map(({ file }) => resolve(dir, file)));
  const found = wishes.find(({ file }) => file !== null && own.has(resolve(file)));
  return found ? `${found.file} is one of the blobs, which the report ${found.name} would replace` : null;
}

/** By name. Dotfiles are nobody's; all else in the folder must be a blob. */
function blobsIn(dir: string): readonly (Blob & { readonly file: string })[] | string {
  try {
    const files = readdirSync(dir, { withFileTypes: true }).filter(
      (entry) => entry.isFile() && !entry.name.startsWith('.'),
    );
    const names = files.map(({ name }) => name).sort();
    const blobs: (Blob & { readonly file: string })[] = [];
    for (const name of names) {
      const blob = readBlob(readFileSync(join(dir, name), 'utf8'));
      if (typeof blob === 'string') return `${join(dir, name)} is no blob: ${blob}`;
      blobs.push({ ...blob, file: name });
    }
    return blobs;
  } catch (error) {
    return `${dir} cannot be read: ${messageOf(error)}`;
  }
}
