// `stepscope connector test`: calls a connector as a step would, and says who answered what.
import { resolve } from 'node:path';
import type { Call } from '../call.ts';
import { drive } from '../check/drive.ts';
import { type Ground, openGround } from '../check/ground.ts';
import { readWorkspace } from '../load/workspace.ts';
import type { Json, JsonObject, Source, Workspace } from '../step.ts';
import { find } from './connector-command.ts';
import { EXIT } from './exit-codes.ts';
import type { KnownConnector } from './known-connectors.ts';
import { jsonText, oneLine } from './listing.ts';
import { paintFor } from './paint.ts';
import { print } from './print.ts';
import { refuse } from './say.ts';
import { runPorts } from './wiring.ts';

export interface TestOptions {
  readonly dir: string;
  readonly json: boolean;
  readonly id: string;
  readonly method: string | undefined;
  /** What it is called with. */
  readonly args: JsonObject;
  readonly live: boolean;
}

interface Tested {
  readonly method: string;
  readonly source: Call['source'];
  readonly ms: number;
  readonly result: Json;
  readonly error: { readonly name: string; readonly message: string } | null;
}

export async function testCommand(options: TestOptions): Promise<number> {
  const { dir, id, live, json } = options;
  const found = await find(dir, id, 'test');
  if (!found) return EXIT.wrongUse;
  const methods = options.method === undefined ? found.methods.map(({ name }) => name) : [options.method];
  const wrong = wrongUse(found, methods, options);
  if (wrong !== null) return refuse('connector test', `${wrong}.`);
  const reality = { live: live ? [id] : [], realTime: false };
  const ground = await openGround(withProbe(await readWorkspace(resolve(dir))), runPorts(dir, reality));
  const tested: Tested[] = [];
  for (const method of methods) tested.push(await call(ground, options, method));
  await ground.sandbox.close();
  await print(json ? jsonText({ connector: id, calls: tested }) : tested.map((one) => lineOf(id, one)).join(''));
  return tested.some(({ error }) => error !== null) ? EXIT.failed : EXIT.ok;
}

function wrongUse(
  { id, settings }: KnownConnector,
  methods: readonly string[],
  { live, method }: TestOptions,
): string | null {
  if (methods.length === 0) return `no method of ${id} is known: name one, as in stepscope connector test ${id} METHOD`;
  if (!live) return null;
  if (method === undefined) return `--live calls it for real: name the method (${methods.join(', ')})`;
  if (settings?.url === undefined && id !== 'fetch')
    return `nothing says where ${id} is. Add to stepscope.config.json: "connectors": { ${JSON.stringify(id)}: { "url": "https://…" } }`;
  return null;
}

const PROBE: Source = {
  kind: 'step',
  name: 'connector test',
  file: 'connector test.js',
  text: `export const condition = { connector: String, method: String, called: null };
export const content = async () => {
  data.called = true;
  data.result = await connectors[data.connector][data.method](data.args);
};
`,
};

/** Mocks and libraries as they are, and no step but ours. */
function withProbe(read: Workspace): Workspace {
  return { ...read, sources: [...read.sources.filter(({ kind }) => kind !== 'step'), PROBE], scenarios: [] };
}

/** In a task of its own, so that a list of answers begins anew for each method. */
async function call(ground: Ground, { id, args }: TestOptions, method: string): Promise<Tested> {
  const start = {
    ...{ id: `test-${method}`, name: 'connector test', scenario: null, tags: [], createdAt: Date.now(), seed: 1 },
    ...{ stream: 'connector test', parent: null, data: { connector: id, method, args } },
    ...{ connectors: [ground.view.mocks], config: {}, disabled: [] },
  };
  const logs = await drive({ start, moves: [], isWhole: true, missing: [] }, ground);
  const [turn] = logs.all()[0]?.turns ?? [];
  const [made] = turn?.calls ?? [];
  const failed = made?.error ?? turn?.error ?? null;
  return {
    method,
    source: made?.source ?? 'unmocked',
    ms: turn?.calls.length ? turn.runMs : 0,
    result: made?.result ?? null,
    error: failed && { name: failed.name, message: failed.message },
  };
}

function lineOf(id: string, { method, source, result, error, ms }: Tested): string {
  const paint = paintFor(process.stdout);
  const end = error ? `error ${error.name}: ${error.message}` : JSON.stringify(result);
  const mark = error ? paint.bad('✗') : paint.good('✓');
  return `${mark} ${oneLine(`${id}.${method}  ${source === 'unmocked' ? 'nobody answers' : `answered by ${source}`}  ${end}  ${ms.toFixed(1)} ms`)}\n`;
}
