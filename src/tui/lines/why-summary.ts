// One sentence about the selected step: runs next and why, loses and why, or how much is missing.
import { clean } from '../../format/clean.ts';
import { selectText } from '../../format/reason.ts';
import { unmatchedText } from '../../format/why.ts';
import { wrap } from '../../format/width.ts';
import type { AgendaRow } from '../../session/views/agenda-row.ts';
import type { Past } from '../../session/views/agenda-view.ts';
import type { Standing } from '../../session/views/header-view.ts';
import { type Line, type Span, span } from '../line.ts';

/** `first` is what runs next, `second` what would without it. */
export interface Rivals {
  readonly first: AgendaRow | undefined;
  readonly second: AgendaRow | undefined;
  readonly byHand: boolean;
  /** In the past: what ran from here. */
  readonly past: Past | null;
  /** How the task stands. */
  readonly task: Standing;
}

/** `failing`: the one field that does, where it is to be named. */
export function whySummary(row: AgendaRow, rivals: Rivals, columns: number, failing = ''): readonly Line[] {
  const [lead, known] = sentence(row, rivals);
  const rest = known === '' && failing !== '' ? `: ${failing}` : known;
  const [first = '', ...more] = wrap(lead.text + rest, columns);
  const cutLead = span(first.slice(0, lead.text.length), lead.tone);
  return [{ left: [cutLead, span(first.slice(lead.text.length))] }, ...more.map((text) => ({ left: [span(text)] }))];
}

/** What it is up to, and the rest of the sentence. */
function sentence(row: AgendaRow, rivals: Rivals): readonly [lead: Span, rest: string] {
  switch (row.standing) {
    case 'running':
      return [span('is running', 'next'), `: ${winText(row, rivals)}`];
    case 'taken':
    case 'next':
      return rivals.past === null
        ? [span('runs next', 'next'), `: ${winText(row, rivals)}`]
        : [span('ran here then', 'next'), pastText(rivals.past)];
    case 'match':
      return [span('matches', 'accent'), `, but ${lossText(row, rivals)}`];
    case 'would':
      return [span('would match', 'accent'), `: ${unmatchedText(rivals.task)}`];
    case 'miss':
      if (row.never !== null) return [span('can never match', 'bad'), `: ${clean(row.never)}`];
      return [
        span(`${row.distance} of ${fields(row.specificity)} ${row.distance === 1 ? 'fails' : 'fail'}`, 'warn'),
        '',
      ];
    case 'fired':
      if (row.fired?.error) return [span(`failed in turn ${row.fired.turn}`, 'bad'), ': what it had written stands'];
      return [span(`ran in turn ${row.fired?.turn ?? '?'}`, 'good'), ': a step runs once unless it calls step.redo()'];
    case 'disabled':
      return [
        span('off', 'warn'),
        row.disabledBy === 'file' ? ': disabled in its file' : ' for this session: x switches it on',
      ];
  }
}

/** The reason is the recorded one: under the steps of today it may be false. */
function pastText({ why, over, differs, today }: Past): string {
  const reason = `: ${selectText(why, over)}`;
  if (!differs) return reason;
  return `${reason}; today ${today === null ? 'nothing' : clean(today)} would be next`;
}

function winText(row: AgendaRow, { second, byHand }: Rivals): string {
  if (byHand) return selectText('hand', second?.step ?? null);
  if (second === undefined) return selectText('alone', null);
  return selectText(row.specificity > second.specificity ? 'specificity' : 'order', second.step);
}

function lossText({ loss }: AgendaRow, { first, past }: Rivals): string {
  if (loss?.by === 'today') return `${clean(first?.step ?? 'another')} ran here then; today this would be next`;
  const winner = clean((past?.differs ? past.today : first?.step) ?? 'another');
  if (loss?.by === 'hand') return `${winner} was picked by hand`;
  if (loss?.by === 'order') return `${winner} was created first`;
  if (loss?.by === 'specificity') return `${winner} asks for ${fields(loss.theirs)}, this for ${loss.mine}`;
  return `${winner} is first`;
}

function fields(count: number): string {
  return `${count} ${count === 1 ? 'field' : 'fields'}`;
}
