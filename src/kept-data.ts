// The data of a task after each of its turns. Whole documents are kept now and then; one in between is made anew of what
// changed since, which is kept anyway: else a hundred thousand turns on a list of a thousand rows would be a hundred thousand
// copies of that list.
import { applyPatches, type Patch } from './patch.ts';
import type { JsonObject } from './step.ts';

/** One in so many is kept whole. Twice as many take a tenth less memory, and twice as long to come back to. */
const APART = 64;

/** So many of the others stay as they were made last: whoever looks at one looks at its neighbours. More than APART. */
const RECENT = 80;

export class KeptData {
  /** Null where nobody has looked at it lately. */
  #whole: JsonObject | null;
  /** What it is made of; null for the first. */
  readonly #before: KeptData | null;
  readonly #patches: readonly Patch[];
  /** Changes since the last one that stays whole. */
  readonly #apart: number;
  readonly #recent: Recent;
  /** How often it was made. */
  #made = 0;
  /** Which making of the one before it was made of. */
  #madeOf: number;

  private constructor(whole: JsonObject, before: KeptData | null, patches: readonly Patch[]) {
    this.#whole = whole;
    this.#before = before;
    this.#patches = patches;
    this.#apart = before ? (before.#apart + 1) % APART : 0;
    this.#recent = before ? before.#recent : new Recent();
    this.#madeOf = this.#madeBefore;
    this.#stay();
  }

  static first(data: JsonObject): KeptData {
    return new KeptData(data, null, []);
  }

  /** Throws a RangeError where these are patches of another document. */
  after(patches: readonly Patch[]): KeptData {
    if (patches.length === 0) return this;
    return new KeptData(applyPatches(this.value, patches), this, patches);
  }

  get value(): JsonObject {
    if (this.#whole) return this.#whole;
    const lost: KeptData[] = [];
    let nearest: KeptData = this;
    while (!nearest.#whole && nearest.#before) {
      lost.push(nearest);
      nearest = nearest.#before;
    }
    return lost.reduceRight((data, kept) => kept.#makeWhole(data), nearest.#whole ?? {});
  }

  /**
   * From now on parts that did not change since `before` are the same objects here and there: one of two neighbours may have
   * been made anew without the other.
   */
  shareWith(before: KeptData): void {
    const between: KeptData[] = [];
    let kept: KeptData | null = this;
    while (kept && kept !== before) {
      between.push(kept);
      kept = kept.#before;
    }
    if (kept === null) return;
    const data = before.value;
    between.reduceRight((last, next) => next.#madeAfter(last), data);
    before.#keep(data);
  }

  /** The one after it has just been made of this: it may have had to go for that. */
  #keep(data: JsonObject): void {
    if (this.#whole) return;
    this.#whole = data;
    this.#stay();
  }

  #madeAfter(before: JsonObject): JsonObject {
    return this.#whole && this.#madeOf === this.#madeBefore ? this.#whole : this.#makeWhole(before);
  }

  /** How often the one before it was made. */
  get #madeBefore(): number {
    return this.#before ? this.#before.#made : 0;
  }

  #makeWhole(before: JsonObject): JsonObject {
    const wasLost = this.#whole === null;
    const whole = applyPatches(before, this.#patches);
    this.#whole = whole;
    this.#made++;
    this.#madeOf = this.#madeBefore;
    if (wasLost) this.#stay();
    return whole;
  }

  #stay(): void {
    if (this.#apart === 0) return;
    const gone = this.#recent.put(this);
    if (gone) gone.#whole = null;
  }
}

/** The last ones, in a ring; all of one task and its forks share it. */
class Recent {
  readonly #ring: KeptData[] = [];
  #next = 0;

  /** Gives the one that has to go. */
  put(kept: KeptData): KeptData | undefined {
    const gone = this.#ring[this.#next];
    this.#ring[this.#next] = kept;
    this.#next = (this.#next + 1) % RECENT;
    return gone;
  }
}
