// One row of text that is ready to be written: Ink lays it out where its box stands and need not look into it.
import { createElement, memo } from 'react';

export interface RowProps {
  /** Colours, balanced, and exactly `columns` cells of text. */
  readonly text: string;
  readonly columns: number;
}

const untouched = (text: string): string => text;

/** Ink's own element for texts, with a size: its `<Text>` takes none, and is measured anew, cell by cell, at each change. */
export const Row = memo(function Row({ text, columns }: RowProps) {
  const style = { width: columns, height: 1, flexShrink: 0, flexGrow: 0, textWrap: 'truncate' };
  return createElement('ink-text', { style, internal_transform: untouched }, text);
});
