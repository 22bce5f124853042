// The words of `stepscope replay`.
import type { Command } from 'commander';
import type { Done } from './in-workspace.ts';
import { turnOf } from './option-values.ts';

interface ReplayFlags {
  readonly verify: boolean;
  readonly at?: number;
  readonly json: boolean;
  readonly ascii: boolean;
  readonly mouse: boolean;
}

export function addReplay(program: Command, done: Done): void {
  program
    .command('replay')
    .description("play recordings, or run today's steps on what was recorded")
    .argument('<files...>', 'recordings: files that end with .stepscope.jsonl')
    .option('--play', 'play without running any code; this is the default', true)
    .option('--verify', "run today's steps on the tape, and report the first divergence", false)
    .option('--dir <dir>', 'with --verify: the workspace', '.')
    .option('--at <n>', 'begin before this turn', turnOf)
    .option('--json', 'print JSON', false)
    .option('--ascii', 'draw with plain characters only, for terminals that have no others', false)
    .option('--mouse', 'let clicks and the wheel choose and move, too', false)
    .addHelpText(
      'after',
      '\nExamples:\n  $ stepscope replay failed/order.stepscope.jsonl --at 3\n  $ stepscope replay scenarios/*.stepscope.jsonl --verify\n\nExit codes: 0 all is well, 3 a recording or the workspace has errors, 4 a recording came out otherwise.',
    )
    .action(async (files: readonly string[], own: ReplayFlags, command: Command) => {
      const { replayCommand } = await import('./replay-command.ts');
      const { dir } = command.optsWithGlobals<{ dir: string }>();
      const { verify, at, json, ascii, mouse } = own;
      if (verify)
        refuseWithVerify(command, { play: '--play runs no code', at: '--at begins where a recording is played' });
      done(await replayCommand({ files, verify, dir, at, json, ascii, mouse }));
    });
}

/** `words`: what each of them does, which is not asked for then. */
function refuseWithVerify(command: Command, words: Readonly<Record<string, string>>): void {
  for (const [name, does] of Object.entries(words))
    if (command.getOptionValueSource(name) === 'cli')
      command.error(`error: ${does}, and --verify runs all turns: give one of them.`);
}
