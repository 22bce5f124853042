// Where it is started: folders with less in them than they should have, and terminals that are none.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openScreen } from './driver.ts';
import { header, message, openStory, pane } from './story.ts';
import { makeWorkspace, step } from './workspace.ts';

const STEPSCOPE = fileURLToPath(new URL('../../dist/stepscope.js', import.meta.url));
const FILES = { 'steps/a.js': step('{ n: 1 }', 'data.a = 1;'), 'scenarios/one.json': { n: 1 } };

it('a folder without steps says what to put there, and takes it in when it comes', async () => {
  const { screen, workspace } = await openStory({ 'stepscope.config.json': '{}' });
  expect(header(screen)).toMatch(/stepscope {2}no scenario/);
  expect(pane(screen, 'Agenda').join(' ')).toContain('no steps yet in');
  expect(pane(screen, 'Agenda').map((row) => row.trim())).toEqual(
    expect.arrayContaining(['export const condition = {', 'greeted: null,', 'export const content = async () => {']),
  );
  expect(pane(screen, 'Why').join(' ')).toContain('scenarios/first.json');
  await screen.press('space');
  expect(message(screen)).toBe('there is no scenario to run');
  workspace.save('steps/a.js', FILES['steps/a.js']);
  workspace.save('scenarios/one.json', FILES['scenarios/one.json']);
  await screen.until('▶ a  1  next');
  await screen.press('space');
  expect(header(screen)).toContain('turn 1/1');
});

it('without scenarios the steps are shown, and what is missing', async () => {
  const { screen } = await openStory({ 'steps/a.js': FILES['steps/a.js'] });
  expect(pane(screen, 'Agenda')[0]).toContain('a');
  expect(pane(screen, 'Why').join(' ')).toContain('no scenarios yet in');
  await screen.press('c');
  expect(message(screen)).toBe('there is no scenario to run');
  await screen.press('s');
  expect(pane(screen, 'Scenarios').join(' ')).toContain('no scenarios yet in');
});

it('a folder that does not exist is no workspace, and the terminal is left alone', async () => {
  const { dir } = makeWorkspace({});
  const screen = await openScreen({ args: [`${dir}/nowhere`], cols: 132, shell: true, ready: '[ended' });
  expect(await screen.waitExit()).toMatchObject({ code: 2 });
  expect(screen.text()).toContain(`stepscope: there is no folder ${dir}/nowhere.`);
  expect(screen.raw).not.toContain('\x1b[?1049h');
});

it.each<[string, readonly string[]]>([
  ['the folder as an argument', []],
  ['--dir', ['--dir']],
])('%s opens it from elsewhere', async (_, flag) => {
  const { dir } = makeWorkspace(FILES);
  const screen = await openScreen({ args: [...flag, dir], cwd: '/' });
  expect(header(screen)).toMatch(/one {2}turn 0\/0/);
});

it('a terminal that can only print lines gets a line', async () => {
  const { dir } = makeWorkspace(FILES);
  const screen = await openScreen({ args: [dir], cols: 200, env: { TERM: 'dumb' }, shell: true, ready: '[ended' });
  expect(await screen.waitExit()).toMatchObject({ code: 2 });
  expect(screen.text()).toContain('this terminal can only print lines (TERM=dumb). Without one, run the scenarios');
  expect(screen.raw).not.toContain('\x1b[?1049h');
});

describe('without a terminal', () => {
  it('it says so in one line, with what to do instead', async () => {
    const { dir } = makeWorkspace(FILES);
    const { code, stdout, stderr } = await new Promise<{ code: unknown; stdout: string; stderr: string }>((resolve) => {
      const child = execFile(process.execPath, [STEPSCOPE, dir], (error, stdout, stderr) =>
        resolve({ code: error?.code, stdout, stderr }),
      );
      child.stdin?.end();
    });
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toBe(
      `stepscope: the debugger needs a terminal. Without one, run the scenarios: stepscope run --dir ${dir}\n`,
    );
  });

  it('the same where only the output is a terminal', async () => {
    const { dir } = makeWorkspace(FILES);
    const line = `"${process.execPath}" "${STEPSCOPE}" "${dir}" < /dev/null`;
    const screen = await openScreen({ command: 'sh', args: ['-c', line], shell: true, ready: '[ended' });
    expect(await screen.waitExit()).toMatchObject({ code: 2 });
    expect(screen.text()).toContain('needs a terminal');
    expect(screen.raw).not.toContain('\x1b[?1049h');
  });
});

it('without colour every meaning has a glyph or a word', async () => {
  const { screen } = await openStory({ ...FILES, 'steps/b.js': step('{ n: 2 }') }, { env: { NO_COLOR: '1' } });
  await screen.press('space');
  expect(screen.raw).not.toMatch(/\x1b\[(?!0?m)[\d;:]*m/);
  expect(pane(screen, 'Agenda')).toEqual(['›  b     1 away', ' ✓ a     # @1']);
  expect(screen.row('[Data]')).toContain('▸1 Agenda');
});

it('in CI it draws as anywhere', async () => {
  const { screen } = await openStory(FILES, { env: { CI: 'true' } });
  await screen.press('space');
  expect(header(screen)).toContain('turn 1/1');
  expect(screen.linesWith('colour').length).toBeGreaterThan(0);
});
