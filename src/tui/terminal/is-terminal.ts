// Asked before anything of Ink is loaded: is there a person at both ends?

export function isTerminal(stdin: NodeJS.ReadStream, stdout: NodeJS.WriteStream): boolean {
  return Boolean(stdin.isTTY && stdout.isTTY) && !isDumb();
}

/** It prints lines, and can do nothing else: what is drawn on it comes out as rubbish. */
export function isDumb(): boolean {
  return process.env.TERM === 'dumb';
}
