// The examples of a workspace are one: they load without a word, and run as the page says.
import { describe, expect, it } from 'vitest';
import { DEFAULT_CONFIG } from '../../src/load/config.ts';
import { CONFIG_RULES, LIMIT_RULES } from '../../src/load/config-rules.ts';
import { EXPECT_RULES, EXPLICIT_RULES, GUIDE_RULES } from '../../src/load/scenario-rules.ts';
import { makeWorkspace, runFiles, stepscope } from '../check/workspace.ts';
import { blocks, files, names, part, table } from './page.ts';

const WORKSPACE = part('## Workspace');
const FILES = files(WORKSPACE);
const SAID = blocks(part('### Scenarios'))
  .filter(({ language }) => language === 'text')
  .map(({ code }) => timeless(code));

/** Times differ from run to run, and so does what pads them. */
function timeless(text: string): string {
  return text.replaceAll(/ +\d+(\.\d+)? m?s\b/g, ' …').trim();
}

async function run(changed: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<[string, number]> {
  const { dir, remove } = makeWorkspace({ ...FILES, ...changed });
  const { stdout, code } = await stepscope(['run', '--dir', dir, ...args]);
  remove();
  return [timeless(stdout.replaceAll(dir, 'shop')), code];
}

describe('examples', () => {
  it('are these files', () => {
    expect(Object.keys(FILES)).toEqual([
      'steps/welcome/greet customer.js',
      'steps/lib/words.js',
      'scenarios/anna.json',
      'scenarios/ben.json',
      'scenarios/cleo.yaml',
      'scenarios/nobody.js',
      'scenarios/connectors/mailer.json',
      'stepscope.config.json',
    ]);
  });

  it('run as shown', async () => {
    expect(await run({})).toEqual([SAID[0], 0]);
  });

  it('fail as shown', async () => {
    const ben = (FILES['scenarios/ben.json'] ?? '').replace('welcome/greet customer', 'welcome/call customer');
    expect(await run({ 'scenarios/ben.json': ben }, 'ben.json')).toEqual([SAID[1], 1]);
  });

  it('give what the texts beside them say', async () => {
    const { report } = await runFiles(FILES);
    expect(report.problems).toEqual([]);
    expect(report.scenarios.map(({ file }) => file.replace(/^scenarios\//, ''))).toEqual([
      'anna.json',
      'ben.json',
      'cleo.yaml',
      'nobody.js',
      'nobody.js',
      'nobody.js',
    ]);
    const [anna, , cleo] = report.scenarios;
    expect(anna?.name).toBe('anna');
    expect(anna?.data).toEqual({
      customer: { name: 'Anna', greeted: { mail: 'mail-1', at: '2025-01-01T00:00:00.500Z' } },
    });
    expect(anna?.turns[0]?.logs).toEqual([{ level: 'log', text: 'Hello Anna' }]);
    expect(cleo?.turns[0]?.calls[0]?.error?.message).toBe('The mailer is down');
  });
});

describe('keys of files', () => {
  const known = (text: string, ...head: readonly string[]): readonly string[] => names(table(text, ...head));
  const scenarios = part('### Scenarios');
  const after = (sentence: string): string => scenarios.slice(scenarios.indexOf(sentence));

  it.each([
    ['Keys of data with expectations in it:', GUIDE_RULES],
    ['Keys of an explicit scenario:', EXPLICIT_RULES],
    ['Keys of `expect`:', EXPECT_RULES],
  ])('%s', (sentence, rules) => {
    expect(scenarios).toContain(sentence);
    expect(known(after(sentence), 'key', 'meaning')).toEqual(Object.keys(rules));
  });

  it('settings, with their defaults', () => {
    const settings = part('### Settings');
    expect(known(settings, 'key', 'default', 'meaning')).toEqual(Object.keys(CONFIG_RULES));
    for (const [key = '', shown = ''] of table(settings, 'key', 'default', 'meaning')) {
      const value = (DEFAULT_CONFIG as unknown as Record<string, unknown>)[key.replaceAll('`', '')];
      if (value !== undefined && !shown.startsWith('see'))
        expect([key, shown]).toEqual([key, `\`${JSON.stringify(value)}\``]);
    }
    const limits = table(settings, 'key of `limits`', 'default', 'meaning');
    expect(names(limits)).toEqual(Object.keys(LIMIT_RULES));
    expect(limits.map(([, value]) => Number(value))).toEqual(Object.values(DEFAULT_CONFIG.limits));
  });
});
