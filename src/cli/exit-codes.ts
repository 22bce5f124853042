// What the process says with its end (formats.md).

export const EXIT = {
  ok: 0,
  failed: 1,
  /** Wrong use, or nothing to run. */
  wrongUse: 2,
  /** The workspace has error Problems, whatever the scenarios did. */
  problems: 3,
  /** A recording came out otherwise. */
  diverged: 4,
  /** ctrl-c. */
  interrupted: 130,
} as const;
