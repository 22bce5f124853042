// What a verified recording comes to, in words.
import { cleanLines } from '../format/clean.ts';
import { valueText } from '../format/value.ts';
import type { Recording } from '../recorded.ts';
import type { Divergence } from './divergence.ts';
import type { Failure } from './outcome.ts';
import type { Paint } from './paint.ts';
import type { ChangedFile, Verified } from './verify.ts';

const SHOWN = 120;
/** More files than these are counted. */
const MOST_FILES = 8;

export function divergenceFailure(divergence: Divergence, { changed }: Pick<Verified, 'changed'>): Failure {
  const { kind, message, path, recorded, now, turn } = divergence;
  const files = changed.length > 0 ? `; changed since: ${filesText(changed)}` : '';
  const place = path ? { path: path.join('.') } : {};
  return {
    check: 'divergence',
    ...place,
    expected: recorded,
    actual: now,
    message: `turn ${turn}: ${kind}: ${message}${files}`,
  };
}

/** A recording that breaks off may have nothing that differs; how its task ended nobody knows. */
export function endlessFailure({ log }: Pick<Verified, 'log'>): Failure {
  return {
    ...{ check: 'divergence', expected: null, actual: null },
    message:
      `the recording has no end: it breaks off ${brokenOff(log)}, so whether the task still ends as it did cannot be told. ` +
      'Record it again until its task has ended (`stepscope run --record FILE`), or take it out of the scenarios.',
  };
}

function brokenOff(log: Verified['log']): string {
  const turns = log?.turns.length ?? 0;
  if (!log) return 'before its task began';
  return turns === 0 ? 'before the first turn' : `after turn ${turns}`;
}

/** Those that ran in the turn first. */
function filesText(changed: readonly ChangedFile[]): string {
  const shown = changed.slice(0, MOST_FILES).map(({ file, how }) => (how === 'changed' ? file : `${file} (${how})`));
  const rest = changed.length - shown.length;
  return `${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

/** One line for a recording that came out as it did; a block for one that did not. */
export function verifiedText(recording: Recording, verified: Verified, paint: Paint): string {
  const { divergence, hasEnd, log, missing } = verified;
  const turns = log?.turns.length ?? 0;
  const name = plain(recording.file);
  const notes = missing.map((note) => `    ${paint.warn('note')}  ${plain(note)}`);
  const cut = recording.isTruncated ? paint.dim('  its last line was cut short') : '';
  if (!divergence) {
    const how = `no divergence in ${turns} ${turns === 1 ? 'turn' : 'turns'}`;
    const open = hasEnd ? '' : paint.warn(`  the recording has no end: it breaks off ${brokenOff(log)}`);
    return [`${paint.good('✓')} ${name}  ${paint.dim(how)}${open}${cut}`, ...notes].join('\n');
  }
  const head = `${paint.bad('✗')} ${name}  ${paint.bad(divergence.kind)} in turn ${divergence.turn}${cut}`;
  return [head, ...divergenceLines(divergence, verified.changed, paint), ...notes].join('\n');
}

function divergenceLines(divergence: Divergence, changed: readonly ChangedFile[], paint: Paint): readonly string[] {
  const { message, recorded, now } = divergence;
  const rows = [
    ...cleanLines(message),
    `${paint.dim('recorded')}  ${valueText(recorded, SHOWN)}`,
    `${paint.dim('now')}       ${valueText(now, SHOWN)}`,
    changed.length > 0
      ? `${paint.dim('changed since')}  ${plain(filesText(changed))}`
      : paint.dim('no step file has changed since'),
  ];
  return rows.map((row) => `    ${row}`);
}

function plain(text: string): string {
  return cleanLines(text).join(' ');
}
