// Tasks in the database: written, and found again.
import type { Database, Found, Value } from './database.ts';
import type { RowState, TaskQuery, TaskRow } from './rows.ts';

const COLUMNS = [
  ...['id', 'name', 'tags', 'scenario', 'state', 'reason', 'created_at', 'ended_at', 'duration_ms', 'turns', 'error'],
  ...['recording', 'parent', 'parent_turn', 'origin', 'origin_turns', 'pid', '"by"'],
];

const CHANGED = COLUMNS.slice(1).map((name) => `${name} = excluded.${name}`);

const WRITE = `insert into tasks (${COLUMNS.join(', ')}) values (${COLUMNS.map(() => '?').join(', ')})
  on conflict (id) do update set ${CHANGED.join(', ')}`;

/** Of two that were begun in one millisecond the later one is newer. */
const NEWEST = 'created_at desc, rowid desc';

/** `toName`: a recording's path as the name of its file: a workspace may be moved. */
export function writeTask(database: Database, row: TaskRow, toName: (path: string) => string): void {
  database.run(
    WRITE,
    ...[row.id, row.name, JSON.stringify(row.tags), row.scenario, row.state, row.reason, row.createdAt, row.endedAt],
    ...[row.durationMs, row.turns, row.error && JSON.stringify(row.error), toName(row.recording)],
    ...[row.parent?.task ?? null, row.parent?.turn ?? null, row.from?.task ?? null, row.from?.turns ?? null],
    ...[row.pid, row.by],
  );
}

export class TaskTable {
  /** `toPath`: of the recording of that name. */
  constructor(
    readonly database: Database,
    readonly toPath: (name: string) => string,
  ) {}

  find(query: TaskQuery): readonly TaskRow[] {
    const { where, values } = this.#conditionsOf(query);
    const order = query.sort === 'executionTime' ? `duration_ms desc, ${NEWEST}` : NEWEST;
    return this.#rows(`${where} order by ${order} limit ? offset ?`, ...values, query.limit ?? -1, query.offset ?? 0);
  }

  count(query: TaskQuery): number {
    const { where, values } = this.#conditionsOf(query);
    return Number(this.database.all(`select count(*) as n from tasks ${where}`, ...values)[0]?.n ?? 0);
  }

  byId(id: string): TaskRow | null {
    return this.#rows('where id = ?', id)[0] ?? null;
  }

  /** Those whose ids begin so, newest first; subtasks only where the text names one. */
  byBeginning(text: string, limit: number): readonly TaskRow[] {
    const whole = text.includes('.') ? '' : 'and parent is null';
    return this.#rows(`where id >= ? and id < ? ${whole} order by ${NEWEST} limit ?`, text, `${text}\u{10ffff}`, limit);
  }

  newestOfName(name: string): TaskRow | null {
    return this.#rows(`where name = ? and parent is null order by ${NEWEST} limit 1`, name)[0] ?? null;
  }

  childrenOf(task: string): readonly TaskRow[] {
    return this.#rows('where parent = ? order by created_at, rowid', task);
  }

  goingOnFrom(task: string): readonly TaskRow[] {
    return this.#rows(`where origin = ? order by ${NEWEST}`, task);
  }

  #rows(rest: string, ...values: readonly Value[]): readonly TaskRow[] {
    return this.database.all(`select * from tasks ${rest}`, ...values).map((row) => this.#rowOf(row));
  }

  /** In either case. SQLite knows the two cases of English letters only. */
  #named(part: string): [text: string, values: readonly Value[]] {
    if (ENGLISH.test(part)) return ['instr(lower(name), lower(?)) > 0', [part]];
    const wanted = folded(part);
    const names = this.database.all('select distinct name from tasks').map(({ name }) => String(name));
    const fitting = names.filter((name) => folded(name).includes(wanted));
    return ['name in (select value from json_each(?))', [JSON.stringify(fitting)]];
  }

  #conditionsOf({ states, name, subtasks = false, since }: TaskQuery): {
    readonly where: string;
    readonly values: readonly Value[];
  } {
    const all: [text: string, values: readonly Value[]][] = [];
    if (!subtasks) all.push(['parent is null', []]);
    if (states) all.push([`state in (${states.map(() => '?').join(', ')})`, states]);
    if (name !== undefined) all.push(this.#named(name));
    if (since !== undefined) all.push(['created_at >= ?', [since]]);
    const where = all.length === 0 ? '' : `where ${all.map(([text]) => text).join(' and ')}`;
    return { where, values: all.flatMap(([, values]) => values) };
  }

  #rowOf(found: Found): TaskRow {
    const { id, name, state, reason, by, scenario, pid } = found;
    return {
      ...{ id: String(id), name: String(name), tags: JSON.parse(String(found.tags)) as readonly string[] },
      ...{ scenario: textOrNull(scenario), state: state as RowState, reason: reason as TaskRow['reason'] },
      ...{ createdAt: Number(found.created_at), endedAt: numberOrNull(found.ended_at) },
      ...{ durationMs: Number(found.duration_ms), turns: Number(found.turns), error: parsed(found.error) },
      recording: this.toPath(String(found.recording)),
      parent: found.parent === null ? null : { task: String(found.parent), turn: Number(found.parent_turn) },
      from: found.origin === null ? null : { task: String(found.origin), turns: Number(found.origin_turns) },
      ...{ pid: numberOrNull(pid), by: by as TaskRow['by'] },
    };
  }
}

const ENGLISH = /^[\x20-\x7e]*$/;

function folded(text: string): string {
  return text.normalize('NFC').toLowerCase();
}

/** JSON in a column that may be empty. */
export function parsed<T>(text: Value | undefined): T | null {
  return typeof text === 'string' ? (JSON.parse(text) as T) : null;
}

function textOrNull(value: Value | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

function numberOrNull(value: Value | undefined): number | null {
  return typeof value === 'number' ? value : null;
}
