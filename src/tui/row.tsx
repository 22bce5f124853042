// One row of the screen. Ink's work is re-reading every visible string: a row that stays the same is not touched.
import { Text } from 'ink';
import { memo } from 'react';

export const Row = memo(function Row({ text }: { readonly text: string }) {
  return <Text wrap="truncate">{text}</Text>;
});
