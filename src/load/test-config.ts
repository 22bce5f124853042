// `.aloma/test-config.json`: settings beside a folder `tests`, as a project of the platform has them. It takes the keys of
// stepscope.config.json, which goes before it, key by key. It may hold what others put there, so nothing in it is an error.
import type { Problem } from '../step.ts';
import { areApart, type ConfigRead, parseConfig } from './config.ts';

export const TEST_CONFIG_FILE = '.aloma/test-config.json';

/** Where it does not say where the scenarios are. */
const TESTS = 'tests';

export function parseTestConfig(text: string): ConfigRead {
  const read = parseConfig(text, TEST_CONFIG_FILE);
  const scenarios = read.given.has('scenarios') ? read.config.scenarios : TESTS;
  return {
    ...read,
    config: { ...read.config, scenarios },
    given: new Set([...read.given, 'scenarios']),
    // What `run --suite` reads is no setting.
    problems: read.problems
      .filter(({ message }) => message !== 'unknown key "suites"')
      .map((problem): Problem => ({ ...problem, severity: 'warning' })),
  };
}

/** `tests` fills what `own` leaves open, unless the folders of the two would be one inside the other. */
export function filledFrom(own: ConfigRead, tests: ConfigRead): ConfigRead {
  const open = Object.entries(tests.config).filter(([key]) => tests.given.has(key) && !own.given.has(key));
  const config = { ...own.config, ...Object.fromEntries(open) };
  const isMixed = !areApart(config.steps, config.scenarios);
  return {
    ...own,
    config: isMixed ? { ...config, steps: own.config.steps, scenarios: own.config.scenarios } : config,
    given: new Set([...own.given, ...open.map(([key]) => key)]),
    problems: [...own.problems, ...tests.problems],
  };
}
