// The words of `stepscope export` and `graph`.
import { type Command, InvalidArgumentError } from 'commander';
import { withMoment } from './add-questions.ts';
import type { ExportFormat } from './export-command.ts';
import type { GraphFormat } from './graph-command.ts';
import type { Done } from './in-workspace.ts';
import type { MomentWords } from './moment.ts';
import { turnOf } from './option-values.ts';

export function addExport(program: Command, done: Done): void {
  withMoment(program.command('export').description('a task as a trace, a page, or a scenario'))
    .option('--format <name>', 'trace, html or scenario', exportFormat, 'trace')
    .option('--at <n>', 'with scenario: begin before this turn, else where the task began', turnOf)
    .addHelpText(
      'after',
      '\nExamples:\n  $ stepscope export --task k3f9 > trace.json         open it in Perfetto or speedscope\n  $ stepscope export --task k3f9 --format scenario --at 3 > scenarios/late.json',
    )
    .action(async (_, command: Command) => {
      const { at, format } = command.opts<{ at?: number; format: ExportFormat }>();
      if (at !== undefined && format !== 'scenario')
        command.error(
          `error: --at is where a scenario begins, and --format ${format} tells the whole task: leave it out.`,
        );
      const { exportCommand } = await import('./export-command.ts');
      done(await exportCommand(command.optsWithGlobals<MomentWords & { format: ExportFormat }>()));
    });
}

function exportFormat(text: string): ExportFormat {
  if (text !== 'trace' && text !== 'html' && text !== 'scenario')
    throw new InvalidArgumentError('There are: trace, html, scenario.');
  return text;
}

export function addGraph(program: Command, done: Done): void {
  program
    .command('graph')
    .description('which step can enable or disable which')
    .option('--dir <dir>', 'the workspace', '.')
    .option('--format <name>', 'mermaid, dot or json', graphFormat, 'mermaid')
    .option('--filter <text>', 'only around steps with this in their name')
    .addHelpText('after', '\nExample:\n  $ stepscope graph --format dot --filter orders | dot -Tsvg > orders.svg')
    .action(async (_, command: Command) => {
      const { graphCommand } = await import('./graph-command.ts');
      done(await graphCommand(command.optsWithGlobals<{ dir: string; format: GraphFormat; filter?: string }>()));
    });
}

function graphFormat(text: string): GraphFormat {
  if (text !== 'mermaid' && text !== 'dot' && text !== 'json')
    throw new InvalidArgumentError('There are: mermaid, dot, json.');
  return text;
}
