#!/usr/bin/env node
// The command. The only file that acts when it is imported.
import { main } from './program.ts';

process.exitCode = await main(process.argv.slice(2));
