// Whether the process of a number is there, and is still the one that was meant: numbers are given out again.
import { readFileSync } from 'node:fs';
import { codeOf } from '../thrown.ts';

/** Clocks are set now and then, ms. */
const DOUBT = 10 * 60_000;

/** Linux counts in hundredths of a second, whatever it runs on. */
const TICK = 10;
/** Which of the values behind the name of a process says when it began. */
const BEGUN = 19;

/** Also one that is somebody else's. `at`: when it was there, epoch ms. */
export function isAlive(pid: number, at: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (codeOf(error) === 'ESRCH') return false;
  }
  const began = pid === process.pid ? performance.timeOrigin : beginningOf(pid);
  return began === null || began <= at + DOUBT;
}

/** Epoch ms; null where the system does not tell it in a file. */
function beginningOf(pid: number): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const ticks = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[BEGUN]);
    const boot = /^btime (\d+)$/m.exec(readFileSync('/proc/stat', 'utf8'))?.[1];
    const began = Number(boot) * 1_000 + ticks * TICK;
    return Number.isFinite(began) && ticks > 0 ? began : null;
  } catch {
    return null;
  }
}
