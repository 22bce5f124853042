// Which steps have run and may not run again, as it was after each turn. All of one task share one list that grows: a map for
// each turn would hold a hundred million entries after ten thousand of them.

interface Mark {
  /** Its place in the list. */
  readonly at: number;
  readonly step: string;
  /** null where it may run again. */
  readonly turn: number | null;
}

class Marks {
  readonly all: Mark[] = [];
  /** Ascending. */
  readonly #bySteps = new Map<string, Mark[]>();

  add(step: string, turn: number | null): void {
    const mark = { at: this.all.length, step, turn };
    this.all.push(mark);
    const known = this.#bySteps.get(step);
    if (known) known.push(mark);
    else this.#bySteps.set(step, [mark]);
  }

  /** Of that step the last among the first `count`. */
  last(step: string, count: number): Mark | undefined {
    const known = this.#bySteps.get(step) ?? [];
    let [low, high] = [0, known.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((known[middle]?.at ?? count) < count) low = middle + 1;
      else high = middle;
    }
    return known[low - 1];
  }

  first(count: number): Marks {
    const copy = new Marks();
    for (const { step, turn } of this.all.slice(0, count)) copy.add(step, turn);
    return copy;
  }
}

export class Fired {
  readonly #marks: Marks;
  /** So many of the marks were there by then. */
  readonly #count: number;

  constructor(marks = new Marks(), count = 0) {
    this.#marks = marks;
    this.#count = count;
  }

  has(step: string): boolean {
    return this.get(step) !== undefined;
  }

  /** The turn in which it ran last. */
  get(step: string): number | undefined {
    return this.#marks.last(step, this.#count)?.turn ?? undefined;
  }

  /** In the order in which they ran. */
  keys(): readonly string[] {
    const marks = this.#marks.all.slice(0, this.#count);
    return marks.filter((mark) => mark.turn !== null && this.#isLast(mark)).map(({ step }) => step);
  }

  /** Once this step has run. */
  after(step: string, turn: number, rearmed: boolean): Fired {
    return rearmed && !this.has(step) ? this : this.#with(step, rearmed ? null : turn);
  }

  /** Once this step may run again. */
  without(step: string): Fired {
    return this.has(step) ? this.#with(step, null) : this;
  }

  #isLast({ at, step }: Mark): boolean {
    return this.#marks.last(step, this.#count)?.at === at;
  }

  /** Where another went on from here already (a fork, a turn that never happened) the list is not this one's to go on with. */
  #with(step: string, turn: number | null): Fired {
    const marks = this.#marks.all.length === this.#count ? this.#marks : this.#marks.first(this.#count);
    marks.add(step, turn);
    return new Fired(marks, this.#count + 1);
  }
}
