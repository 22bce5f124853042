// Names of steps in little room: the folder gives way first.
import { expect, it } from 'vitest';
import { nameParts } from '../../src/format/step-name.ts';
import { width } from '../../src/format/width.ts';

it.each([
  ['orders/charge card', 30, 'orders/', 'charge card'],
  ['onboarding/send welcome mail', 27, '…/', 'send welcome mail'],
  ['onboarding/send welcome mail', 20, '…/', 'send welcome mail'],
  ['onboarding/send welcome mail', 17, '…/', 'send welcome m…'],
  ['onboarding/send welcome mail', 8, '', 'send we…'],
  ['a/b/c', 4, '…/', 'c'],
  ['no folder at all', 9, '', 'no folde…'],
  ['/odd', 9, '', '/odd'],
  ['odd/', 9, '', 'odd/'],
  ['日本/語のステップ', 15, '…/', '語のステップ'],
  ['x\x1b/y', 9, 'x␛/', 'y'],
])('%s in %i', (name, columns, folder, own) => {
  const parts = nameParts(name, columns);
  expect(parts).toEqual({ folder, own });
  expect(width(parts.folder + parts.own)).toBeLessThanOrEqual(columns);
});
