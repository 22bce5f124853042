// A pane: its rows, one below the other, in a box that neither grows nor shrinks.
import { Box } from 'ink';
import { paneRows } from './pane-rows.ts';
import type { PlacedPane } from './scene.ts';
import { Row } from './terminal/row.tsx';
import type { Theme } from './theme.ts';

export interface PaneProps {
  readonly pane: PlacedPane;
  readonly theme: Theme;
}

export function Pane({ pane: { content, size }, theme }: PaneProps) {
  const rows = paneRows(content, size, theme);
  return (
    <Box width={size.columns} height={size.rows} flexDirection="column" flexShrink={0}>
      {rows.map((text, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows are places on the screen
        <Row key={index} text={text} columns={size.columns} />
      ))}
    </Box>
  );
}
