// `stepscope connector logs`: every call that tasks of the history made, and those that come while one looks on.
import { resolve } from 'node:path';
import { cleanJson } from '../format/clean.ts';
import type { CallQuery, NumberedCall } from '../history/rows.ts';
import { EXIT } from './exit-codes.ts';
import { isWorkspace } from './folder.ts';
import { jsonText, oneLine } from './listing.ts';
import { openPast } from './past.ts';
import { print } from './print.ts';
import { say } from './say.ts';

export interface LogsOptions {
  readonly dir: string;
  readonly json: boolean;
  readonly id: string;
  readonly tail: boolean;
  /** ms before now. */
  readonly since: number | undefined;
  readonly limit: number | undefined;
}

/** With --tail so many of the past are shown first, and it is looked for new ones so often, ms. */
const BEFORE_TAIL = 10;
const LOOKS_EVERY = 300;

export async function logsCommand({ dir, json, id, tail, since, limit }: LogsOptions): Promise<number> {
  if (!isWorkspace(dir)) return EXIT.wrongUse;
  const query: CallQuery = {
    connector: id,
    ...(since !== undefined && { since: Date.now() - since }),
    ...((limit !== undefined || tail) && { limit: limit ?? (since === undefined ? BEFORE_TAIL : undefined) }),
  };
  const calls = await callsOf(dir, query);
  if (calls === null) return EXIT.wrongUse;
  if (tail) return follow({ dir, json, id }, calls);
  if (calls.length === 0) tellNothing(id, dir);
  // Newest first, as in all lists.
  const newest = [...calls].reverse();
  await print(json ? jsonText(newest) : newest.map(lineOf).join(''));
  return EXIT.ok;
}

/** null where the history cannot be read, which has been said. */
async function callsOf(dir: string, query: CallQuery): Promise<readonly NumberedCall[] | null> {
  const history = await openPast(dir);
  const calls = history?.calls(query) ?? null;
  history?.close();
  return calls;
}

/** No line on standard output: `wc -l` gives 0. */
function tellNothing(id: string, dir: string): void {
  say(`stepscope connector logs: no task in ${resolve(dir)} has called ${id} in that time.`);
}

/** Oldest first, and as they come; until it is interrupted, or nobody reads any more. With JSON one object a line. */
async function follow(
  { dir, json, id }: Pick<LogsOptions, 'dir' | 'json' | 'id'>,
  before: readonly NumberedCall[],
): Promise<number> {
  const show = async (calls: readonly NumberedCall[]): Promise<boolean> =>
    calls.length === 0 || print(calls.map(json ? jsonLine : lineOf).join(''));
  const ending = new Promise<number>((resolveEnd) => {
    process.once('SIGINT', () => resolveEnd(EXIT.interrupted));
    process.once('SIGTERM', () => resolveEnd(EXIT.interrupted));
    process.stdout.once('close', () => resolveEnd(EXIT.ok));
    process.stdout.once('error', () => resolveEnd(EXIT.ok));
  });
  await show(before);
  let last = before.at(-1)?.number ?? 0;
  let code: number | null = null;
  while (code === null) {
    const calls = await callsOf(dir, { connector: id, after: last });
    if (calls === null) return EXIT.wrongUse;
    last = calls.at(-1)?.number ?? last;
    await show(calls);
    code = await Promise.race([ending, wait(LOOKS_EVERY)]);
    if (process.stdout.destroyed) code = EXIT.ok;
  }
  return code;
}

function wait(ms: number): Promise<null> {
  return new Promise((resolveWait) => setTimeout(() => resolveWait(null), ms));
}

function jsonLine(call: NumberedCall): string {
  return `${cleanJson(JSON.stringify(call))}\n`;
}

/** One line a call; the word "error" stands in those that failed only. */
function lineOf({ at, task, turn, step, connector, method, args, result, error, ms, source }: NumberedCall): string {
  const end = error ? `error ${error.name}: ${error.message}` : `→ ${JSON.stringify(result)}`;
  const asked = `${connector}.${method}(${args === null ? '' : JSON.stringify(args)})`;
  return `${oneLine(`${new Date(at).toISOString()}  ${task}@${turn}  ${step}  ${asked}  ${end}  ${ms} ms  ${source}`)}\n`;
}
