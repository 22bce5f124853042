// The screen: header, panes or a panel, timeline, message, footer. A function of the moment and the size.
import { Box } from 'ink';
import { useSyncExternalStore } from 'react';
import { chrome } from './chrome.ts';
import { Pane } from './pane.tsx';
import type { Scene } from './scene.ts';
import type { Screen } from './screen.ts';
import { Row } from './terminal/row.tsx';
import type { Size } from './terminal/size.ts';
import type { Theme } from './theme.ts';

export interface AppProps {
  readonly screen: Screen;
  readonly size: Size;
  readonly theme: Theme;
}

export function App({ screen, size, theme }: AppProps) {
  const moment = useSyncExternalStore(screen.subscribe, screen.getMoment);
  const scene = screen.scene(moment, size);
  const { header, timeline, below } = chrome(scene, theme);
  return (
    <Box width={size.columns} height={size.rows} flexDirection="column" flexShrink={0}>
      {header.map((text, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows are places on the screen
        <Row key={index} text={text} columns={size.columns} />
      ))}
      {scene.layout.kind !== 'small' && <Body scene={scene} theme={theme} />}
      {timeline !== null && <Row text={timeline} columns={size.columns} />}
      {below.map((text, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows are places on the screen
        <Row key={index} text={text} columns={size.columns} />
      ))}
    </Box>
  );
}

interface BodyProps {
  readonly scene: Scene;
  readonly theme: Theme;
}

function Body({ scene: { panes, layout }, theme }: BodyProps) {
  const { panel, agenda, why, data, timeline } = panes;
  if (panel !== undefined) return <Pane pane={panel} theme={theme} />;
  const direction = layout.kind === 'wide' ? 'row' : 'column';
  return (
    <>
      <Box flexDirection={direction} flexShrink={0}>
        {agenda !== undefined && <Pane pane={agenda} theme={theme} />}
        {why !== undefined && <Pane pane={why} theme={theme} />}
        {data !== undefined && <Pane pane={data} theme={theme} />}
      </Box>
      {timeline !== undefined && <Pane pane={timeline} theme={theme} />}
    </>
  );
}
