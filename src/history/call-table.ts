// Calls of connectors in the database, and what all calls of a connector come to.
import type { CallError } from '../call.ts';
import type { Json } from '../step.ts';
import type { Database, Found, Value } from './database.ts';
import type { CallQuery, CallRow, CallStats, NumberedCall } from './rows.ts';
import { parsed } from './task-table.ts';

const WRITE = `insert or replace into calls (task, turn, place, step, connector, method, at, ms, source, error, args, result)
  values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

const STATS = `select connector, count(*) as calls, count(error) as errors, avg(ms) as mean, max(at) as last
  from calls group by connector order by connector`;

const LAST_ERROR = 'select at, error from calls where connector = ? and error is not null order by number desc limit 1';

export function writeCall(database: Database, call: CallRow): void {
  const { task, turn, place, step, connector, method, at, ms, source, error, args, result } = call;
  const texts = [error && JSON.stringify(error), JSON.stringify(args), JSON.stringify(result)];
  database.run(WRITE, task, turn, place, step, connector, method, at, ms, source, ...texts);
}

/** In the order in which they were written, oldest first; with a limit, the newest of them. */
export function calls(
  database: Database,
  { connector, task, since, after, limit }: CallQuery,
): readonly NumberedCall[] {
  const values: Value[] = [];
  const also = (text: string, value: Value | undefined): string => {
    if (value === undefined) return '';
    values.push(value);
    return ` and ${text}`;
  };
  const where = [
    ...[also('connector = ?', connector), also('task = ?', task), also('at >= ?', since), also('number > ?', after)],
  ].join('');
  const sql = `select * from calls where true${where} order by number desc limit ?`;
  return database
    .all(sql, ...values, limit ?? -1)
    .map(callOf)
    .reverse();
}

export function callStats(database: Database): readonly CallStats[] {
  return database.all(STATS).map((found) => {
    const connector = String(found.connector);
    const last = Number(found.errors) > 0 ? database.all(LAST_ERROR, connector)[0] : undefined;
    return {
      ...{ connector, calls: Number(found.calls), errors: Number(found.errors) },
      ...{ meanMs: Number(found.mean), lastCall: Number(found.last) },
      lastError: last ? { at: Number(last.at), error: JSON.parse(String(last.error)) as CallError } : null,
    };
  });
}

function callOf(found: Found): NumberedCall {
  return {
    ...{ number: Number(found.number), task: String(found.task), turn: Number(found.turn), place: Number(found.place) },
    ...{ step: String(found.step), connector: String(found.connector), method: String(found.method) },
    ...{ at: Number(found.at), ms: Number(found.ms), source: found.source as CallRow['source'] },
    ...{ error: parsed(found.error), args: jsonOf(found.args), result: jsonOf(found.result) },
  };
}

function jsonOf(text: Value | undefined): Json {
  return parsed<Json>(text);
}
