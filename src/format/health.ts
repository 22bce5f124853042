// The health of a workspace as lines: counts, what errors have in common, and the signs with what they rest on.
import type { ErrorGroup, Health, Sign } from '../analysis/past-run.ts';
import { clean } from './clean.ts';

const MARKS = { bad: '✗', warning: '!', info: '·' } as const;

/** Of each grouping of errors so many are shown. */
const SHOWN = 5;

export function healthLines(health: Health): readonly string[] {
  if (health.tasks === 0) return ['No task has run yet: there is nothing to go by.'];
  const signs = health.signs.flatMap(signLines);
  return [sumLine(health), ...groupLines(health), ...(signs.length > 0 ? signs : ['Nothing stands out.'])];
}

function sumLine({ tasks, states, from, to }: Health): string {
  const each = Object.entries(states)
    .sort(([, a], [, b]) => b - a)
    .map(([state, count]) => `${count} ${clean(state)}`);
  const span = from === null || to === null ? '' : `  from ${moment(from)} to ${moment(to)}`;
  return `${tasks} ${tasks === 1 ? 'task' : 'tasks'}: ${each.join(', ')}${span}`;
}

function moment(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

function groupLines({ errors }: Health): readonly string[] {
  if (errors.total === 0) return [];
  const { byType, byStep, byConnector, byHour } = errors;
  const hours = byHour.map((group) => ({ ...group, key: `${group.key}h` }));
  const rows = [
    ['type', byType],
    ['step', byStep],
    ['connector', byConnector],
    ['hour', hours],
  ] as const;
  return rows.flatMap(([word, groups]) => (groups.length === 0 ? [] : [`errors by ${word}: ${groupsText(groups)}`]));
}

function groupsText(groups: readonly ErrorGroup[]): string {
  const shown = groups.slice(0, SHOWN).map(({ key, count }) => `${count} ${clean(key)}`);
  const more = groups.length - shown.length;
  return `${shown.join(', ')}${more > 0 ? `, ${more} more` : ''}`;
}

function signLines({ severity, message, advice, evidence }: Sign): readonly string[] {
  const tasks = evidence.tasks.length > 0 ? `  (${evidence.tasks.map(clean).join(' ')})` : '';
  return [`${MARKS[severity]} ${clean(message.replace(/\s*\n\s*/g, ' '))}${tasks}`, `    ${clean(advice)}`];
}
