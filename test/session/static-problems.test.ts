// What is found in steps without running them stands among the Problems, with its place; what is only worth knowing does not.
import { expect, it } from 'vitest';
import { bundledSandbox, openStory, step } from './support.ts';

const openSandbox = await bundledSandbox();

const LATE = step('order: { paid: true }, sent: null', 'data.order.sent = true;');

it('a mistake comes with the file, and goes when it is mended', async () => {
  const story = await openStory(openSandbox, {
    'steps/send.js': LATE,
    // Asks for as much, and their order matters: no mistake.
    'steps/tie.js': step('order: { paid: true }, other: null', 'data.other = 1; data.order.sent = 2;'),
    // Waits for what no scenario has: there may be one tomorrow.
    'steps/new.js': step('invoice: String', 'delete data.invoice;'),
    'scenarios/a.json': { order: { paid: true } },
  });
  const found = await story.until('they are found', ({ problems }) => problems.length > 0);
  expect(found.problems).toEqual([
    {
      severity: 'warning',
      file: 'steps/send.js',
      line: 1,
      column: 51,
      message: 'it waits for sent and never changes it: it writes order.sent (line 3)',
      hint: 'Write data.sent, or wait for order.sent.',
    },
  ]);
  await story.save({ 'steps/send.js': LATE.replace('data.order.sent', 'data.sent') });
  const mended = await story.until('nothing is found', ({ problems }) => problems.length === 0);
  expect(mended.problems).toEqual([]);
});

it('settings say which are told, also those that are left to the command otherwise', async () => {
  const files = {
    'steps/send.js': LATE,
    'steps/new.js': step('invoice: String', 'delete data.invoice;'),
    'scenarios/a.json': { order: { paid: true } },
  };
  const findings = { 'never-changes-what-it-waits-for': 'off', 'nobody-writes': 'warning' };
  const story = await openStory(openSandbox, { ...files, 'stepscope.config.json': { findings } });
  const found = await story.until('they are found', ({ problems }) => problems.length > 0);
  expect(found.problems.map(({ file }) => file)).toEqual(['steps/new.js']);
  await story.save({ 'stepscope.config.json': { findings: { ...findings, 'nobody-writes': 'note' } } });
  await story.until('nothing is told', ({ problems }) => problems.length === 0);
});

it('nobody waits for them: the agenda is there before', async () => {
  const story = await openStory(openSandbox, { 'steps/send.js': LATE, 'scenarios/a.json': { order: { paid: true } } });
  expect(story.here().agenda).toEqual(['send']);
  expect(story.events.find(({ kind }) => kind === 'loaded')).not.toHaveProperty('facts');
  expect(story.state().problems).toEqual([]);
  await story.until('they are found', ({ problems }) => problems.length > 0);
});
