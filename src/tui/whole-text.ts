// A text that is shown whole in a panel of its own.

export interface Whole {
  readonly title: string;
  /** As it was written by others: not clean. */
  readonly text: string;
  /** Of a text that changed: what differs is shown above. */
  readonly change?: { readonly before: string; readonly now: string };
}
