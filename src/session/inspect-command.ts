// How the turn at the cursor is run again under a JavaScript debugger, in a terminal beside this one.
import type { Scenario } from '../step.ts';
import { say } from './changes.ts';
import type { Desk } from './desk.ts';
import { currentLog, tailOf } from './reduce.ts';
import type { SessionState, TaskLog } from './state.ts';

/** The command as one types it in a shell; or why there is none, in words for a person. */
export type InspectCommand =
  /** `words`: where a line of it may be broken. */
  { readonly command: string; readonly words: readonly string[] } | { readonly refused: string };

/** Of the turn that was taken from the place at the cursor, or will be. */
export function inspectCommand(state: SessionState): InspectCommand {
  const log = currentLog(state);
  if (!log) return { refused: 'There is no task whose turn could be inspected.' };
  const { cursor, dir } = state;
  if (log.end && cursor === tailOf(log))
    return { refused: 'The task ended here: go back to before the turn in question.' };
  const scenario = state.scenarios.find(({ name }) => name === log.start.scenario);
  const why = notRepeatable(state, log);
  if (!scenario || why !== null)
    return { refused: `${why ?? 'Its scenario is gone'}: save this place as a scenario, and inspect its first turn.` };
  const words = ['stepscope', 'inspect', '--dir', dir, '--scenario', scenario.name, '--turn', String(cursor + 1)];
  const all = [...words, ...beginning(log, scenario)].map(quoted);
  return { command: all.join(' '), words: all };
}

export function sayInspectCommand(desk: Desk): void {
  const found = inspectCommand(desk.store.state);
  say(desk, 'command' in found ? `In another terminal: ${found.command}` : found.refused);
}

/** What a scenario that runs by itself does not bring about; null where it brings about all. */
function notRepeatable({ pins, disabled, cursor }: SessionState, log: TaskLog): string | null {
  if (log.start.parent) return 'A subtask has no scenario';
  if (disabled.size > 0) return 'Steps are switched off';
  if (pins.some(({ task }) => task === undefined || task.split('.')[0] === log.id) || isPinned(log, cursor))
    return 'Calls were answered by hand';
  if (log.turns.slice(0, cursor + 1).some(({ why }) => why === 'hand')) return 'Steps were picked by hand';
  if (log.entries.some(({ cause, after }) => cause === 'edit' && after <= cursor)) return 'Data was edited by hand';
  return null;
}

function isPinned({ turns }: TaskLog, cursor: number): boolean {
  return turns
    .slice(0, cursor + 1)
    .some(({ calls }) => calls.some(({ source }) => source === 'pin' || source === 'live'));
}

/** Where the scenario leaves it open. */
function beginning({ start }: TaskLog, { seed, now }: Scenario): readonly string[] {
  return [
    ...(seed === undefined ? ['--seed', String(start.seed)] : []),
    ...(now === undefined ? ['--now', new Date(start.createdAt).toISOString()] : []),
  ];
}

/** For the shells of Unix. */
function quoted(word: string): string {
  return /^[\w./:@=,+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
