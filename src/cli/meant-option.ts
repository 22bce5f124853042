// The option that was probably meant where one is given as --name=value: commander compares the whole word, value and all.
import type { Command } from 'commander';
import { nearest } from '../load/nearest.ts';

const UNKNOWN = /^error: unknown option '(--[^=']+)=/;

/** What commander says, with what was meant in a line below; as it is where nothing was. */
export function withMeantOption(said: string, program: Command): string {
  const name = UNKNOWN.exec(said)?.[1];
  if (name === undefined || said.includes('Did you mean')) return said;
  const known = spokenTo(program, program.args).options;
  const meant = nearest(
    name,
    known.flatMap(({ long, hidden }) => (long && !hidden ? [long] : [])),
  );
  return meant === undefined ? said : `${said}(Did you mean ${meant}?)\n`;
}

function spokenTo(command: Command, [word, ...rest]: readonly string[]): Command {
  const inner = command.commands.find((one) => one.name() === word);
  return inner ? spokenTo(inner, rest) : command;
}
