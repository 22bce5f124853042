// A hand on a mouse: what an xterm sends for its button and its wheel.
import type { Screen } from './driver.ts';

type Turn = 'wheel-up' | 'wheel-down';
const WHEEL: Readonly<Record<Turn, number>> = { 'wheel-up': 64, 'wheel-down': 65 };

/** Cells count from 0; the report from 1. */
export function clickBytes(x: number, y: number): string {
  return `\x1b[<0;${x + 1};${y + 1}M\x1b[<0;${x + 1};${y + 1}m`;
}

export function wheelBytes(turn: Turn, x: number, y: number): string {
  return `\x1b[<${WHEEL[turn]};${x + 1};${y + 1}M`;
}

/** On the first letter of the text, where it stands first. */
export async function click(screen: Screen, text: string): Promise<void> {
  await screen.type(clickBytes(...placeOf(screen, text)));
}

export async function turn(screen: Screen, way: Turn, text: string): Promise<void> {
  await screen.type(wheelBytes(way, ...placeOf(screen, text)));
}

function placeOf(screen: Screen, text: string): readonly [x: number, y: number] {
  const y = screen.lines().findIndex((line) => line.includes(text));
  return y < 0 ? screen.fail(`${text} is not on the screen`) : [screen.lines()[y]?.indexOf(text) ?? 0, y];
}
