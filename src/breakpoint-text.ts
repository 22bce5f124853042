// Breakpoints as a person writes and reads them, in one line: `step charge card if data.total > 5 hits >= 3 log {data.id}`.
// Code is only parsed here; what it means is the sandbox's business.
import { type BreakpointKind, HIT_OPS, type HitCount, type NewBreakpoint } from './breakpoints.ts';
import { parseGlob } from './glob.ts';
import { messageOf } from './thrown.ts';

/** What each kind must be told; null where that is nothing. */
const TARGETS: Readonly<Record<BreakpointKind, string | null>> = {
  step: 'the name of a step',
  match: 'the name of a step',
  change: 'a path, such as order.items.*.price',
  turn: 'the number of a turn',
  several: null,
  error: null,
  settle: null,
};

const KINDS = 'step NAME, match NAME, change PATH, turn N, several, error or settle';
const CLAUSE = /(?:^|\s)(?:(?:if|log)(?=\s|$)|hits(?=\s|$|[<>=%]))/;

/** A text says what is wrong with it. */
export function parseBreakpoint(text: string): NewBreakpoint | string {
  const [, kind = '', rest = ''] = /^\s*(\S*)\s*([\s\S]*?)\s*$/.exec(text) ?? [];
  if (kind === '') return `write where to stop: ${KINDS}`;
  if (!Object.hasOwn(TARGETS, kind)) return `there is no "${kind}": write ${KINDS}`;
  const known = kind as BreakpointKind;
  const read = readTarget(rest);
  if (typeof read === 'string') return read;
  const fault = targetFault(known, read.target);
  if (fault !== null) return fault;
  const clauses = readClauses(read.rest);
  if (typeof clauses === 'string') return clauses;
  const made = { kind: known, target: read.target, ...clauses, isOn: true };
  return faultOf(made) ?? made;
}

function readTarget(text: string): { readonly target: string; readonly rest: string } | string {
  const [quoted] = /^"(?:[^"\\]|\\.)*"/.exec(text) ?? [];
  if (quoted === undefined) {
    const end = CLAUSE.exec(text)?.index ?? text.length;
    return { target: text.slice(0, end).trim(), rest: text.slice(end).trim() };
  }
  try {
    return { target: JSON.parse(quoted) as string, rest: text.slice(quoted.length).trim() };
  } catch {
    return `${quoted} is not a text in quotes`;
  }
}

function targetFault(kind: BreakpointKind, target: string): string | null {
  const wanted = TARGETS[kind];
  if (wanted === null)
    return target === '' ? null : `${kind} takes no name: if, hits or log may follow, not "${target}"`;
  if (target === '') return `${kind} needs ${wanted}`;
  if (kind === 'turn' && !/^[1-9]\d{0,8}$/.test(target)) return `turn needs a number from 1 on, not "${target}"`;
  const glob = kind === 'change' ? parseGlob(target) : [];
  return typeof glob === 'string' ? glob : null;
}

type Clauses = Pick<NewBreakpoint, 'condition' | 'hits' | 'log'>;

function readClauses(text: string): Clauses | string {
  let clauses: Clauses = {};
  let rest = text;
  while (rest !== '') {
    const [, word = '', after = ''] = /^(\w+)\s*([\s\S]*)$/.exec(rest) ?? [];
    const read = readClause(word, after);
    if (typeof read === 'string') return read;
    if (Object.keys(read.clause).some((key) => key in clauses)) return `${word} is there twice`;
    clauses = { ...clauses, ...read.clause };
    rest = read.rest;
  }
  return clauses;
}

function readClause(word: string, text: string): { readonly clause: Clauses; readonly rest: string } | string {
  if (word === 'log')
    return text === '' ? 'log needs a text, such as log total is {data.total}' : { clause: { log: text }, rest: '' };
  if (word === 'hits') {
    const [all = '', op, count] = /^(>=|<=|={1,3}|>|<|%)\s*(\d{1,9})(?=\s|$)\s*/.exec(text) ?? [];
    if (op === undefined || (op === '%' && Number(count) === 0))
      return 'hits needs a comparison and a number, such as hits >= 3; hits % 3 is each third time';
    const hits = { op: op.startsWith('=') ? '=' : op, count: Number(count) } as HitCount;
    return { clause: { hits }, rest: text.slice(all.length) };
  }
  if (word !== 'if') return `if, hits or log may follow, not "${word}"`;
  const end = codeEnd(text, (at) => isClause(text, at));
  const condition = text.slice(0, end).trim();
  if (condition === '') return 'if needs an expression over data, step and turn, such as if data.total > 5';
  return { clause: { condition }, rest: text.slice(end).trim() };
}

function isClause(text: string, at: number): boolean {
  return (at === 0 || /\s/.test(text[at] ?? '')) && CLAUSE.exec(text.slice(at, at + 6))?.index === 0;
}

/** Where code ends: at the first place for which that holds outside of brackets and texts. */
function codeEnd(text: string, isEnd: (at: number) => boolean): number {
  let depth = 0;
  let quote = '';
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? '';
    if (quote !== '') {
      if (char === '\\') at++;
      else if (char === quote) quote = '';
    } else if (depth === 0 && isEnd(at)) return at;
    else if (`"'\``.includes(char)) quote = char;
    else if ('([{'.includes(char)) depth++;
    else if (')]}'.includes(char)) depth--;
  }
  return text.length;
}

export function breakpointText({ kind, target, condition, hits, log }: NewBreakpoint): string {
  const isOdd = target !== target.trim() || target.startsWith('"') || CLAUSE.test(target);
  return [
    kind,
    ...(target === '' ? [] : [isOdd ? JSON.stringify(target) : target]),
    ...(condition === undefined ? [] : ['if', condition]),
    ...(hits === undefined ? [] : ['hits', hits.op, String(hits.count)]),
    ...(log === undefined ? [] : ['log', log]),
  ].join(' ');
}

/** Why it can never hit, whatever the workspace holds; null where it can. */
export function faultOf({ kind, target, condition, hits, log }: NewBreakpoint): string | null {
  if (hits && !(HIT_OPS.includes(hits.op) && Number.isInteger(hits.count))) return 'its count of hits cannot be read';
  const code = condition === undefined ? null : codeFault(condition);
  if (code !== null) return `its condition cannot be read: ${code}`;
  return targetFault(kind, target) ?? (log === undefined ? null : logFault(log));
}

function logFault(log: string): string | null {
  const parts = logParts(log);
  if (typeof parts === 'string') return parts;
  for (const { code } of parts) {
    const fault = code === undefined ? null : codeFault(code);
    if (fault !== null) return `{${code}} in its text cannot be read: ${fault}`;
  }
  return null;
}

/** Names that the code of a breakpoint may use. */
export const CODE_NAMES = ['data', 'step', 'turn'] as const;

export function codeBody(expression: string): string {
  return `"use strict"; return (${expression}\n);`;
}

/** Parsed, and never run. */
function codeFault(expression: string): string | null {
  try {
    new Function(...CODE_NAMES, codeBody(expression));
    return null;
  } catch (error) {
    return messageOf(error);
  }
}

export type LogPart =
  | { readonly text: string; readonly code?: undefined }
  | { readonly code: string; readonly text?: undefined };

/** The text of a log point in pieces; `{{` and `}}` are braces. A text says what is wrong with it. */
export function logParts(log: string): readonly LogPart[] | string {
  const parts: LogPart[] = [];
  let rest = log;
  while (rest !== '') {
    const [text = ''] = /^(?:[^{}]|\{\{|\}\}|\})*/.exec(rest) ?? [];
    if (text !== '') parts.push({ text: text.replaceAll('{{', '{').replaceAll('}}', '}') });
    const inside = rest.slice(text.length + 1);
    if (rest.length === text.length) return parts;
    const end = codeEnd(inside, (at) => inside[at] === '}');
    const code = inside.slice(0, end).trim();
    if (end === inside.length) return 'a } is missing in its text; {{ is a brace';
    if (code === '') return '{ } in its text needs an expression; {{ is a brace';
    parts.push({ code });
    rest = inside.slice(end + 1);
  }
  return parts;
}
