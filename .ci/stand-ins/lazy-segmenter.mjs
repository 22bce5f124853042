// Stands for Intl.Segmenter in what is bundled: the first real one takes 7 ms to make, and packages make theirs while they
// are loaded.
const { Segmenter: Real } = Intl;

export class LazySegmenter {
  #real;
  #options;

  constructor(...options) {
    this.#options = options;
  }

  segment(text) {
    this.#real ??= new Real(...this.#options);
    return this.#real.segment(text);
  }
}
