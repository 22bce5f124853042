// Names a loop (semantics §6): a task whose data and armed steps are exactly as at an earlier turn, with nothing from
// outside in between, would go on for ever.
import { equalJson } from '../json.ts';
import type { Json, JsonObject, Path, StepInfo } from '../step.ts';
import { diff } from './diff.ts';

interface Seen {
  readonly turn: number;
  readonly data: JsonObject;
  readonly stash: JsonObject;
  /** The step of the turn that led here. */
  readonly step: string | null;
}

export interface Loop {
  readonly fromTurn: number;
  readonly steps: readonly string[];
  readonly message: string;
}

export class LoopWatch {
  #seen: Seen[] = [];
  readonly #hashes = new WeakMap<object, number>();
  readonly #byHash = new Map<number, Seen[]>();

  /** Something came from outside (clock, random value, answer): what was before may well come out differently. */
  forget(): void {
    this.#seen = [];
    this.#byHash.clear();
  }

  /**
   * Takes in the state after a turn; gives the loop that it closes, if it does. A step that ran without a redo stays
   * fired, so no state before it can come back: a task that never calls redo costs nothing here, and between the others the
   * same steps have fired.
   */
  enter(state: Seen, rearmed: boolean, steps: ReadonlyMap<string, StepInfo>): Loop | null {
    if (!rearmed) {
      this.forget();
      this.#seen.push(state);
      return null;
    }
    if (this.#byHash.size === 0) for (const seen of this.#seen) this.#byHash.set(this.#key(seen), [seen]);
    const key = this.#key(state);
    const alike = this.#byHash.get(key) ?? [];
    const earlier = alike.find((seen) => sameState(seen, state));
    if (earlier) return describe([...this.#seen.filter((seen) => seen.turn >= earlier.turn), state], steps);
    alike.push(state);
    this.#byHash.set(key, alike);
    this.#seen.push(state);
    return null;
  }

  #key(state: Seen): number {
    return this.#hash(state.data) ^ this.#hash(state.stash);
  }

  /** By content; kept by identity, so that only what changed is looked at. */
  #hash(value: Json | undefined): number {
    if (typeof value !== 'object' || value === null) return hashText(`${typeof value}${String(value)}`);
    const known = this.#hashes.get(value);
    if (known !== undefined) return known;
    let hash = Array.isArray(value) ? 7 : 3;
    if (Array.isArray(value)) for (const item of value as Json[]) hash = Math.imul(hash, 31) + this.#hash(item);
    else
      for (const key of Object.keys(value))
        hash += Math.imul(hashText(key), 17 + this.#hash((value as JsonObject)[key]));
    this.#hashes.set(value, hash | 0);
    return hash | 0;
  }
}

function sameState(a: Seen, b: Seen): boolean {
  return equalJson(a.data, b.data) && equalJson(a.stash, b.stash);
}

function hashText(text: string): number {
  let hash = 5381;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash, 33) ^ text.charCodeAt(index);
  return hash;
}

function describe(states: readonly Seen[], steps: ReadonlyMap<string, StepInfo>): Loop {
  const [first] = states;
  const ring = states.slice(1);
  const names = [...new Set(ring.flatMap(({ step }) => step ?? []))];
  const paths = new Set<string>();
  ring.forEach((state, index) => {
    const before = states[index];
    if (before) for (const patch of diff(before.data, state.data)) paths.add(patch.path.join('.'));
  });
  const changed = paths.size ? `${[...paths].slice(0, 5).join(', ')} came back to what it was` : 'no data changed';
  const message =
    `${names.join(' → ')} ${names.length > 1 ? 'go' : 'goes'} round for ever: after turn ${states.at(-1)?.turn} ` +
    `everything is as after turn ${first?.turn} (${changed}). ${wayOut(names, steps)}`;
  return { fromTurn: first?.turn ?? 0, steps: names, message };
}

/** Which leaf of a condition would end it: change what the first step of the ring asks for. */
export function wayOut(names: readonly string[], steps: ReadonlyMap<string, StepInfo>): string {
  const name = names[0] ?? '';
  const leaves = steps.get(name)?.condition.fields.map(([key, inner]) => leafPath(inner, [key]).join('.')) ?? [];
  if (leaves.length === 0) return `${name} matches any data: call step.redo() only while something is left to do.`;
  return `It ends when ${name} no longer matches: change ${leaves.join(' or ')}, or call step.redo() only while something is left to do.`;
}

function leafPath(condition: StepInfo['condition']['fields'][number][1], path: Path): Path {
  if (condition.kind !== 'object' || !condition.fields[0]) return path;
  const [key, inner] = condition.fields[0];
  return leafPath(inner, [...path, key]);
}
