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

/** Those that ran in the turn first. */
function filesText(changed: readonly ChangedFile[]): string {
  const shown = changed.slice(0, MOST_FILES).map(({ file, how }) => (how === 'changed' ? file : `${file} (${how})`));
  const rest = changed.length - shown.length;
  return `${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

/** One line for a recording that came out as it did; a block for one that did not. */
export function verifiedText(recording: Recording, verified: Verified, paint: Paint): string {
  const { divergence, log, missing } = verified;
  const turns = log?.turns.length ?? 0;
  const name = plain(recording.file);
  const notes = missing.map((note) => `    ${paint.warn('note')}  ${plain(note)}`);
  const cut = recording.isTruncated ? paint.dim('  its last line was cut short') : '';
  if (!divergence) {
    const how = log ? `no divergence in ${turns} ${turns === 1 ? 'turn' : 'turns'}` : 'it ends before its task began';
    return [`${paint.good('✓')} ${name}  ${paint.dim(how)}${cut}`, ...notes].join('\n');
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
