// Standard output, whole and without complaint when nobody reads it any more.
import { EXIT } from './exit-codes.ts';

/** Resolves when all of it is written, or nobody reads it any more (`| head`), which is no error: false then. */
export function print(text: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException): void => (error.code === 'EPIPE' ? resolve(false) : reject(error));
    process.stdout.once('error', fail);
    process.stdout.write(text, (error) => {
      // What went wrong comes again as an event, after this.
      if (!error) process.stdout.off('error', fail);
      resolve(!error);
    });
  });
}

/** Nor is it one for what is written by others, such as help; a full disk is. A terminal that goes is seen to elsewhere. */
export function ignoreClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    if (stream.isTTY) continue;
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') return;
      if (stream === process.stdout) process.stderr.write(`stepscope: output cannot be written: ${error.message}\n`);
      process.exit(EXIT.wrongUse);
    });
  }
}
