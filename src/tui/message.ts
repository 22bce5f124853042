// What is said in the row above the keys, and all of it where the row cuts it.
import { hitView } from '../session/views/breakpoints-view.ts';
import { troubleAt } from '../session/views/failure.ts';
import { type Line, spansWidth } from './line.ts';
import { messageLine, WHOLE } from './lines/message-line.ts';
import type { Scene } from './scene.ts';
import type { Whole } from './whole-text.ts';

/** Null where nothing is to be said. */
export function messageOf(scene: Scene): Line | null {
  const line = said(scene);
  return line !== null && isCut(line, scene) ? { left: line.left, right: WHOLE } : line;
}

/** What was said when a key was pressed, where it was cut: the key itself takes it away. */
export function cutMessage(scene: Scene): Whole | null {
  const before = { ...scene, ui: { ...scene.ui, said: scene.ui.saidBefore } };
  const line = said(before);
  if (line === null || !isCut(line, before)) return null;
  return {
    title: 'Message',
    text: line.left
      .map(({ text }) => text)
      .join('')
      .trim(),
  };
}

/** What has something beside it gives way to that. */
function isCut({ left, right = [] }: Line, { ui, size }: Scene): boolean {
  const isWritten = ui.prompt !== null || ui.typing !== null;
  return !isWritten && right.length === 0 && spansWidth(left) > size.columns;
}

function said({ state, ui, header, now, size }: Scene): Line | null {
  const { standing, turns, steps } = header;
  const { notice } = state;
  const progress = ui.opening ?? state.progress;
  const [trouble, hit] = [troubleAt(state), hitView(state)];
  return messageLine({ standing, turns, steps, notice, progress, trouble, hit, ui, now, columns: size.columns });
}
