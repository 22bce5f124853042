// Standard output, whole and without complaint when nobody reads it any more.

/** Resolves when all of it is written; a closed pipe (`| head`) is no error. */
export function print(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException): void => (error.code === 'EPIPE' ? resolve() : reject(error));
    process.stdout.once('error', fail);
    process.stdout.write(text, (error) => {
      // What went wrong comes again as an event, after this.
      if (!error) process.stdout.off('error', fail);
      resolve();
    });
  });
}
