// The command. The only file that acts when it is imported.
import { main } from './program.ts';

main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
