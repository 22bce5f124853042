// The files of a new workspace.
import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { configSchema } from '../load/config-schema.ts';
import { EDITOR_CONFIG, STEP_TYPES } from './init-types.ts';

/** Path → text. */
export type NewFiles = ReadonlyMap<string, string>;

const STEP = `// Runs when the data holds a customer with a name who has not been greeted yet.
export const condition = {
  customer: { name: String, greeting: null },
};

export const content = async () => {
  const { name } = data.customer;
  data.customer.greeting = \`Hello \${name}\`;
  console.log(data.customer.greeting);
  task.complete({ greeted: name });
};
`;

const SCENARIO = `{
  "name": "a new customer is greeted",
  "data": { "customer": { "name": "Anna" } },
  "expect": {
    "steps": ["greet customer"],
    "state": "done",
    "paths": { "customer.greeting": "Hello Anna" }
  }
}
`;

const SCHEMA = 'stepscope.config.schema.json';

/** `hasSteps`: of its own, so that none is needed to begin with. */
export function newFiles(dir: string, hasSteps: boolean): NewFiles {
  const installed = installedSchema(dir);
  const files = new Map<string, string>();
  if (!hasSteps) files.set('steps/greet customer.js', STEP).set('scenarios/new customer.json', SCENARIO);
  files.set('stepscope.config.json', configText(installed ?? `./${SCHEMA}`));
  if (installed === null) files.set(SCHEMA, `${JSON.stringify(configSchema(), null, 2)}\n`);
  files.set('stepscope.d.ts', STEP_TYPES);
  if (!existsSync(join(dir, 'tsconfig.json')))
    files.set('jsconfig.json', `${JSON.stringify(EDITOR_CONFIG, null, 2)}\n`);
  return files;
}

/** Where the package is installed for this folder: the schema there is always that of the version in use. */
function installedSchema(dir: string): string | null {
  const root = resolve(dir);
  const path = join('node_modules', 'stepscope', 'dist', SCHEMA);
  for (let above = root; ; above = dirname(above)) {
    const found = join(above, path);
    if (existsSync(found)) return slashed(relative(root, found));
    if (dirname(above) === above) return null;
  }
}

function slashed(path: string): string {
  const posix = path.replaceAll('\\', '/');
  return posix.startsWith('.') ? posix : `./${posix}`;
}

function configText(schema: string): string {
  return `{
  "$schema": ${JSON.stringify(schema)},
  // For task.config(name): masked wherever they would be shown.
  "secrets": {},
  // For task.config(name) and process.env.
  "environment": {}
}
`;
}
