// The one key table: input, footer and help all read it. What a key does is in `actions.ts`, under its id.
import { ACTING } from './keys-acting.ts';
import { CHANGING } from './keys-changing.ts';
import { KEEPING } from './keys-keeping.ts';
import { LOOKING } from './keys-looking.ts';

export type { KeyShape, Place } from './key-shape.ts';
export { GROUPS, PANELS } from './key-shape.ts';

/** In the order of the footer. Where two rows have a key, the first that works in the place and can be used is meant. */
export const KEYS = [...ACTING, ...CHANGING, ...KEEPING, ...LOOKING] as const;

export type KeyId = (typeof KEYS)[number]['id'];
