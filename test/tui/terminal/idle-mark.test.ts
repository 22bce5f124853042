import { describe, expect, it } from 'vitest';
import { IdleMark } from '../../../src/tui/terminal/idle-mark.ts';

/** A mark that describes how often it was touched, over a program whose waits for idleness are released by hand. */
function createMark(enabled = true) {
  let touched = 0;
  const waits: (() => void)[] = [];
  const written: string[] = [];
  const whenIdle = () => new Promise<void>((resolve) => waits.push(resolve));
  const mark = new IdleMark(
    { whenIdle, describe: () => String(touched), write: (text) => written.push(text) },
    enabled,
  );
  const touch = () => {
    touched++;
    mark.touch();
  };
  return { touch, waits, written };
}

/** More turns of the event loop than a mark waits for. */
async function someTurns(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve));
}

describe('the idle mark', () => {
  it('comes once, after the last that happened', async () => {
    const { touch, waits, written } = createMark();
    touch();
    touch();
    await someTurns();
    expect(waits).toHaveLength(1);
    touch();
    waits[0]?.();
    await someTurns();
    // Something happened meanwhile, so the program is asked again.
    expect(written).toEqual([]);
    expect(waits).toHaveLength(2);
    waits[1]?.();
    await someTurns();
    expect(written).toEqual(['\x1b]777;idle;3\x07']);
  });

  it('comes again after the next', async () => {
    const { touch, waits, written } = createMark();
    for (const round of [0, 1]) {
      touch();
      waits[round]?.();
      await someTurns();
    }
    expect(written).toEqual(['\x1b]777;idle;1\x07', '\x1b]777;idle;2\x07']);
  });

  it('is off unless asked for', async () => {
    const { touch, waits, written } = createMark(false);
    touch();
    await someTurns();
    expect([waits, written]).toEqual([[], []]);
  });
});
