// Opens a file in the person's editor. One that draws into the terminal gets it until it ends; another is left to itself.
import { type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { codeOf } from '../thrown.ts';
import { type EditorCommand, editorCommand, type FilePlace } from './editor.ts';
import type { Terminal } from './terminal/terminal.ts';

/** Gives what is to be said of it; empty where all went well. `editor`: the setting. */
export async function openFile(
  place: FilePlace,
  editor: string | undefined,
  terminal: Pick<Terminal, 'suspend'>,
  keys: NodeJS.ReadStream,
): Promise<string> {
  const command = editorCommand(place, editor, process.env);
  if (!command.isInTerminal) return inWindow(command);
  let said = '';
  await terminal.suspend(async () => {
    said = await inTerminal(command, keys);
  });
  return said;
}

async function inTerminal(command: EditorCommand, keys: NodeJS.ReadStream): Promise<string> {
  const { binary } = command;
  try {
    const child = started(command, { stdio: [keys, 'inherit', 'inherit'] });
    const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
    if (signal !== null) return `The editor ${binary} was ended by ${signal}.`;
    return code === 0 ? '' : `The editor ${binary} ended with ${code}.`;
  } catch (error) {
    return noEditor(binary, error);
  }
}

/** It lives on when the debugger is left. */
async function inWindow(command: EditorCommand): Promise<string> {
  const { binary } = command;
  try {
    const child = started(command, { stdio: 'ignore', detached: true });
    await once(child, 'spawn');
    child.unref();
    return `Opened in ${binary}.`;
  } catch (error) {
    return noEditor(binary, error);
  }
}

function started({ binary, args }: EditorCommand, options: SpawnOptions) {
  return spawn(binary, args, options);
}

function noEditor(binary: string, error: unknown): string {
  const code = codeOf(error);
  const why = code === 'ENOENT' ? 'there is no such command' : code === '' ? String(error) : code;
  return `The editor ${binary} cannot be started (${why}): set VISUAL or EDITOR, or editor in stepscope.config.json.`;
}
