// Points in time as a scenario writes them.
import * as z from 'zod/mini';
import { momentOf } from './iso-moment.ts';
import type { Rule } from './rules.ts';

export const moment: Rule<number | undefined> = {
  schema: z.pipe(
    z.custom<string | number>((value) => momentOf(value) !== undefined),
    z.transform((value) => momentOf(value)),
  ),
  must: 'a time in ISO form, or in milliseconds since 1970',
  example: '"2025-01-01T00:00:00Z"',
};
