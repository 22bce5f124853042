// What there is to say right now: why a key does nothing, what is being typed, what runs, how the task ended.
import type { Question } from '../../call.ts';
import { hitText } from '../../format/breakpoint.ts';
import { clean } from '../../format/clean.ts';
import { duration } from '../../format/duration.ts';
import { endText } from '../../format/reason.ts';
import { cut } from '../../format/width.ts';
import type { Progress } from '../../session/progress.ts';
import type { HitView } from '../../session/views/breakpoints-view.ts';
import type { Trouble } from '../../session/views/failure.ts';
import type { Standing } from '../../session/views/header-view.ts';
import { type Line, type Span, span } from '../line.ts';
import type { UiState } from '../ui-state.ts';
import { endTone } from './header-line.ts';
import { progressLine } from './progress-line.ts';
import { promptLine } from './prompt-line.ts';

export interface Message {
  readonly standing: Standing;
  readonly turns: number;
  readonly steps: number;
  readonly notice: string;
  readonly progress: Progress | null;
  readonly trouble: Trouble;
  /** Where a breakpoint stopped it. */
  readonly hit: HitView | null;
  readonly ui: Pick<UiState, 'said' | 'heard' | 'filters' | 'typing' | 'prompt' | 'panel'>;
  readonly now: number;
  readonly columns: number;
}

/** Null where nothing is to be said. */
export function messageLine(given: Message): Line | null {
  const { standing, turns, steps, notice, trouble, hit, ui, now, columns, progress } = given;
  if (ui.prompt !== null) return promptLine(ui.prompt, columns);
  // What is typed into the palette stands above its rows.
  if (ui.typing !== null && ui.typing !== 'palette')
    return {
      left: [span(' filter: ', 'accent'), span(clean(ui.filters[ui.typing]), 'bright'), span('▏', 'accent')],
      right: [span('enter keeps it, esc clears it ', 'dim')],
    };
  const isRunning = standing.kind === 'running';
  const long = progress && progressLine(progress, now, endsOf(progress, standing));
  const live = isRunning && !progress ? runningLine(standing, turns, now) : long;
  // It says so itself, and for how long; and what no longer runs needs no such word.
  const isSaid = ui.said !== '' && !(ui.said === WHILE_RUNNING && (live !== null || !isRunning));
  if (isSaid) return { left: [span(` ${clean(ui.said)}`, 'warn')] };
  if (isRunning || live) return live;
  const answer = notice === '' || notice === ui.heard ? [] : [span(` ${clean(notice)}`)];
  // How the task stands is no matter of a panel that lies over it.
  if (ui.panel !== null) return answer.length > 0 ? { left: answer } : null;
  const stands = standingSpans(standing, turns, steps, trouble);
  const state = standing.kind === 'ended' ? [stands, hitSpans(hit)] : [hitSpans(hit), stands];
  const isTrouble = trouble.failure !== null || trouble.warnings.length > 0;
  // What answers the last key is never what falls off the right edge.
  const left = joined([state.every((part) => part.length === 0) ? answer : withoutStop(answer), ...state]);
  return left.length > 0 ? { left, right: isTrouble ? WHOLE : [] } : null;
}

function joined(parts: readonly (readonly Span[])[]): readonly Span[] {
  return parts
    .filter((part) => part.length > 0)
    .flatMap((part, index) => (index === 0 ? part : [span('  ·', 'dim'), ...part]));
}

/** Before something else a sentence ends with the mark between both. */
function withoutStop(spans: readonly Span[]): readonly Span[] {
  return spans.map(({ text, tone }) => span(text.replace(/\.$/, ''), tone));
}

/** An error rarely fits into a row: what can be cut names the key that shows all of it. */
export const WHOLE: readonly Span[] = [span('!', 'accent'), span(' shows it whole ')];

function standingSpans(standing: Standing, turns: number, steps: number, { warnings }: Trouble): readonly Span[] {
  if (standing.kind === 'waiting') return waitSpans(standing.child);
  if (standing.kind === 'paused' && standing.stop?.kind === 'call') return questionSpans(standing.stop);
  const warned = warnings.slice(0, 1).map(({ message }) => span(` ! ${clean(message)} `, 'warn'));
  if (standing.kind !== 'ended') return warned;
  if (standing.next !== null)
    return [span(` ${clean(standing.next)}`, 'next'), span(' matches now: space goes on in a fork')];
  if (steps === 0) return [span(' no step yet'), span(NO_STEP, 'warn')];
  return [...endSpans(standing, turns), ...warned];
}

const NO_STEP = ' — save one below steps/ and it appears';

function hitSpans(hit: HitView | null): readonly Span[] {
  return hit === null ? [] : [span(' ● ', 'bad'), span(hitText(hit), 'bright')];
}

function waitSpans(child: string | null): readonly Span[] {
  const what = child === null ? 'a subtask' : `subtask ${clean(child)}`;
  return [span(` waits for ${what}`, 'bright'), span(' — space runs it', 'next')];
}

/** As much of the arguments as says which call it is; all of them stand in Calls. */
const ARGUMENTS = 60;

function questionSpans({ connector, method, args, attempt }: Question): readonly Span[] {
  const text = args === null ? '' : cut(clean(JSON.stringify(args)), ARGUMENTS);
  const which = attempt > 1 ? span(` call ${attempt}:`, 'accent') : span('');
  const call = `${clean(`${connector}.${method}`)}(${text})`;
  return [which, span(` ${call}`, 'bright'), span(' is called and nobody answers'), span(' — a answers it', 'next')];
}

const LONG = 1_000;

const INTERRUPTS = span(' — p interrupts', 'warn');

/** Why a key that would run something does not. */
export const WHILE_RUNNING = 'not while it runs: p interrupts it';

function runningLine({ step, since }: Extract<Standing, { kind: 'running' }>, turns: number, now: number): Line | null {
  const ms = now - since;
  if (ms < LONG) return null;
  const what = step === null ? 'running' : `running ${clean(step)}`;
  return { left: [span(` ${what} ${duration(ms)}`, 'bright'), INTERRUPTS, span(`  turn ${turns}`, 'dim')] };
}

/** What a person presses to end it, and what that does. */
function endsOf({ isStoppable }: Progress, { kind }: Standing): string {
  if (kind === 'loading') return 'ctrl-c quits';
  if (kind === 'running') return 'p interrupts';
  return isStoppable ? 'p stops it' : '';
}

function endSpans({ end, familyGoesOn }: Extract<Standing, { kind: 'ended' }>, turns: number): readonly Span[] {
  const { meaning, hint } = endText(end, turns);
  const what = familyGoesOn ? 'space goes on with the tasks around it' : hint;
  const more = what === '' ? [] : [span(` — ${what}`, familyGoesOn ? 'next' : 'warn')];
  return [span(` ${meaning}`, end.state === 'error' ? endTone('error') : 'plain'), ...more];
}
