// What options are given as, read from the words of the command line; commander tells what is wrong with one.
import { randomInt } from 'node:crypto';
import { InvalidArgumentError } from 'commander';
import { momentOf as isoMoment } from '../load/iso-moment.ts';

export function turnOf(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('It must be the number of a turn, 1 or more.');
  return Number(text);
}

/** Random seeds stay short enough to be typed again. */
const RANDOM_SEEDS = 1_000_000_000;

export function seedOf(text: string): number {
  if (text === 'random') {
    const seed = randomInt(RANDOM_SEEDS);
    process.stderr.write(`stepscope: the seed is ${seed}; --seed ${seed} runs the same again.\n`);
    return seed;
  }
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('It must be a whole number, such as 1, or "random".');
  return Number(text);
}

export function countOf(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('It must be a whole number, 0 or more.');
  return Number(text);
}

/** Epoch ms. */
export function momentOf(text: string): number {
  const ms = isoMoment(text);
  if (ms === undefined) throw new InvalidArgumentError('It must be a time such as 2025-01-01T00:00:00Z.');
  return ms;
}

export function names(text: string): readonly string[] {
  const list = text.split(',').map((name) => name.trim());
  if (list.some((name) => name === ''))
    throw new InvalidArgumentError('It must be names with commas between them: crm,fetch.');
  return list;
}

/** In the place of a folder: data comes on standard input. */
export const PIPED = '-';

/** An option that may be given several times. */
export function collected(text: string, others: readonly string[]): readonly string[] {
  return [...others, text];
}
