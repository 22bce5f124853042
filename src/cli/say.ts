// What commands say beside their output: on standard error, and never as a command to the terminal.
import { cleanLines } from '../format/clean.ts';
import { EXIT } from './exit-codes.ts';

/** Each line of it as a line. */
export function say(text: string): void {
  process.stderr.write(`${cleanLines(text).join('\n')}\n`);
}

/** Wrong use, in a line. `who`: the command; '' where it is the program. */
export function refuse(who: string, message: string): number {
  say(`stepscope${who === '' ? '' : ` ${who}`}: ${message.replace(/\s*[\r\n]\s*/g, ' ')}`);
  return EXIT.wrongUse;
}
