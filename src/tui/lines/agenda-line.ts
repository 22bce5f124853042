// One step of the agenda: what it is up to, its name, how many fields it asks for, and in a word why it is where it is.
import { clean } from '../../format/clean.ts';
import { duration } from '../../format/duration.ts';
import { nameParts } from '../../format/step-name.ts';
import { pad, width } from '../../format/width.ts';
import type { AgendaRow, AgendaStanding } from '../../session/views/agenda-row.ts';
import type { StepInfo } from '../../step.ts';
import { type Line, type Span, span } from '../line.ts';
import type { Tone } from '../theme.ts';

const GLYPHS: Readonly<Record<AgendaStanding, readonly [glyph: string, tone: Tone]>> = {
  running: ['▶', 'next'],
  next: ['▶', 'next'],
  taken: ['▶', 'accent'],
  match: ['•', 'accent'],
  would: ['•', 'dim'],
  miss: [' ', 'dim'],
  fired: ['✓', 'good'],
  disabled: ['-', 'dim'],
};

const NAMES: Readonly<Record<AgendaStanding, Tone>> = {
  running: 'next',
  next: 'next',
  taken: 'bright',
  match: 'plain',
  would: 'plain',
  miss: 'plain',
  fired: 'dim',
  disabled: 'dim',
};

/** From here on a miss is far: it is listed, and no more. */
const FAR = 3;

/** How wide the columns of rows that stand together are. */
export interface AgendaColumns {
  /** Breakpoints have a column of their own as soon as there is one. */
  readonly marks: number;
  readonly names: number;
  readonly fields: number;
  readonly notes: number;
}

type Steps = readonly Pick<StepInfo, 'name' | 'specificity' | 'stale'>[];

/**
 * Notes stand close behind the longest name of all steps; where all does not fit, it is names that are cut. Nothing of it
 * depends on what the rows say: from turn to turn all stays in its column. `rows`: those in sight.
 */
export function agendaColumns(
  steps: Steps,
  rows: readonly AgendaRow[],
  hasMarks: boolean,
  columns: number,
): AgendaColumns {
  const marks = hasMarks ? MARK : 0;
  const notes = rows.reduce((most, row) => Math.max(most, width(noteOf(row).text)), NOTES);
  const { names, fields } = measured(steps);
  const others = marks + GLYPH + fields + notes + GAP * 2;
  return { names: Math.max(0, Math.min(names, columns - others)), fields, notes, marks };
}

const known = new WeakMap<Steps, Pick<AgendaColumns, 'names' | 'fields'>>();

/** There may be ten thousand of them, and a frame has no time to look at each. */
function measured(steps: Steps): Pick<AgendaColumns, 'names' | 'fields'> {
  const old = known.get(steps);
  if (old !== undefined) return old;
  const most = (of: (step: Steps[number]) => number) => steps.reduce((widest, step) => Math.max(widest, of(step)), 0);
  const columns = { names: most(nameWidth), fields: String(most(({ specificity }) => specificity)).length };
  known.set(steps, columns);
  return columns;
}

function nameWidth({ name, stale }: Steps[number]): number {
  return width(clean(name)) + (stale ? STALE.length : 0);
}

const MARK = 2;
const GLYPH = 2;
const GAP = 2;
const STALE = ' stale';

/** `loses: later`, and one digit of fields: the pane keeps its width while these come and go. */
const NOTES = 12;
const FIELDS = 1;
/** All but the longest few names fit. */
const MOST_NAMES = 0.95;

/** Columns of text in which nearly all of these steps have room for their whole names. */
export function columnsFor(steps: Steps): number {
  const widths = steps.map(nameWidth).sort((one, other) => one - other);
  return GLYPH + (widths[Math.ceil(widths.length * MOST_NAMES) - 1] ?? 0) + GAP + FIELDS + GAP + NOTES;
}

/** `isBroken`: it has a breakpoint; false where that is off or cannot hit. */
export function agendaLine(
  row: AgendaRow,
  isBroken: boolean | undefined,
  { marks, names, fields, notes }: AgendaColumns,
): Line {
  const failed = row.fired?.error === true && row.standing === 'fired';
  const [glyph, mark] = failed ? (['✗', 'bad'] as const) : GLYPHS[row.standing];
  const far = row.standing === 'miss' && (row.distance >= FAR || row.never !== null);
  const room = names - (row.stale ? STALE.length : 0);
  const tone = failed ? 'bad' : far ? 'dim' : NAMES[row.standing];
  const { folder, own } = nameParts(row.step, room);
  const note = noteOf(row);
  const asked = `${' '.repeat(GAP)}${pad(fieldsOf(row), fields, 'start')}`;
  return {
    left: [
      span(pad(isBroken === undefined ? '' : isBroken ? '●' : '○', marks), 'bad'),
      span(`${glyph} `, mark),
      span(folder, tone === 'next' ? 'accent' : 'dim'),
      span(pad(own, room - width(folder)), tone),
      ...(row.stale ? [span(STALE, 'warn')] : []),
      span(`${asked}${' '.repeat(GAP)}`, 'dim'),
      span(pad(note.text, notes), note.tone),
    ],
  };
}

const ASKING: readonly AgendaStanding[] = ['running', 'next', 'taken', 'match'];

/** How many fields it asks for decides among matches; elsewhere the number would be noise. */
function fieldsOf({ standing, specificity }: AgendaRow): string {
  return ASKING.includes(standing) ? String(specificity) : '';
}

function noteOf(row: AgendaRow): Span {
  switch (row.standing) {
    case 'running':
      return span('running', 'next');
    case 'next':
      return span('next', 'next');
    case 'taken':
      return span('ran then', 'accent');
    case 'match':
      return span(lossText(row), 'plain');
    case 'would':
      return span('would match', 'dim');
    case 'miss':
      if (row.never !== null) return span('never', 'dim');
      return row.distance === 0 ? span('') : span(`${row.distance} away`, NEARNESS[row.distance] ?? 'dim');
    case 'fired':
      return firedNote(row);
    case 'disabled':
      return span(row.disabledBy === 'file' ? 'off in file' : 'off (x)', 'dim');
  }
}

/** One field away is what a person looks for; nothing is wrong with it, and where there are many, a colour would be noise. */
const NEARNESS: Readonly<Record<number, Tone>> = { 1: 'plain' };

function lossText({ loss }: AgendaRow): string {
  if (loss === null) return 'matches';
  if (loss.by === 'specificity') return `loses: ${loss.mine}<${loss.theirs}`;
  if (loss.by === 'today') return 'next today';
  return loss.by === 'order' ? 'loses: later' : 'not picked';
}

function firedNote({ fired }: AgendaRow): Span {
  if (fired === null) return span('ran', 'dim');
  const time = duration(fired.runMs);
  return span(`${fired.error ? 'failed' : time} @${fired.turn}`, fired.error ? 'bad' : 'dim');
}
