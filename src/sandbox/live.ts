// Connectors that call for real: only those that were named with --live (semantics §5). `fetch` goes where its arguments say;
// any other goes to the address that the settings give for it.
import type { LiveCall } from '../engine/answers.ts';
import type { Json, JsonObject } from '../step.ts';
import type { Settings } from '../task.ts';
import { asError, codeOf, messageOf } from '../thrown.ts';
import { passingFetch } from './no-network.ts';

type LiveSettings = Pick<Settings, 'live' | 'connectors' | 'secrets' | 'limits'>;

/** How to call it; null where it is not live. */
export function liveCall(settings: LiveSettings, connector: string, method: string): LiveCall | null {
  if (!settings.live.includes(connector)) return null;
  if (connector === 'fetch') return (args) => fetchCall(args, settings);
  return (args) => httpCall(connector, method, args, settings);
}

interface Answered {
  readonly status: number;
  readonly ok: boolean;
  readonly body: Json;
}

async function fetchCall(args: Json, settings: LiveSettings): Promise<Json> {
  const { url, options, bodyOnly } = fieldsOf(args);
  if (typeof url !== 'string')
    throw new TypeError('connectors.fetch needs a url: connectors.fetch({ url: "https://…" })');
  const { method, headers, body } = fieldsOf(options ?? {});
  const answered = await ask(url, verbOf(method, 'GET'), textsOf(headers), body, settings);
  return bodyOnly === true ? answered.body : { ...answered };
}

/** Throws a ConnectorError for an answer that is no success. */
async function httpCall(connector: string, method: string, args: Json, settings: LiveSettings): Promise<Json> {
  const own = settings.connectors[connector];
  if (!own?.url)
    throw new Error(
      `connectors.${connector} is live, but nothing says where it is. Add to stepscope.config.json: ` +
        `"connectors": { ${JSON.stringify(connector)}: { "url": "https://…" } }`,
    );
  const { verb = 'POST', path = method } = own.methods?.[method] ?? {};
  const { into: _, ...sent } = fieldsOf(args);
  const hasBody = verb !== 'GET' && verb !== 'HEAD';
  const url = addressOf(own.url, path, hasBody ? {} : sent);
  const headers = Object.entries(own.headers ?? {}).map(([name, text]) => [name, filled(text, settings)]);
  const answered = await ask(url, verb, Object.fromEntries(headers), hasBody ? sent : undefined, settings);
  if (answered.ok) return answered.body;
  const said = typeof answered.body === 'string' ? answered.body : JSON.stringify(answered.body);
  const message = `${connector}.${method} answered ${answered.status}: ${said.slice(0, 300)}`;
  throw Object.assign(new Error(message), { name: 'ConnectorError', code: answered.status });
}

async function ask(
  url: string,
  method: string,
  headers: Readonly<Record<string, string>>,
  body: Json | undefined,
  { limits }: LiveSettings,
): Promise<Answered> {
  const isText = typeof body === 'string';
  const hasType = Object.keys(headers).some((name) => name.toLowerCase() === 'content-type');
  const type: Record<string, string> =
    body === undefined || isText || hasType ? {} : { 'content-type': 'application/json' };
  // The watch does not count real calls, so they have an end of their own.
  const signal = AbortSignal.timeout(limits.stepMs);
  const sent = body === undefined ? {} : { body: isText ? body : JSON.stringify(body) };
  try {
    const response = await passingFetch(url, { method, headers: { ...type, ...headers }, signal, ...sent });
    return { status: response.status, ok: response.ok, body: parsed(await textOf(response, limits.dataMb)) };
  } catch (error) {
    throw unreachable(url, method, error, limits.stepMs);
  }
}

/** An answer without end would fill the memory. */
async function textOf(response: Response, dataMb: number): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const bytes of response.body ?? []) {
    text += decoder.decode(bytes as Uint8Array, { stream: true });
    if (text.length > dataMb * 1_000_000)
      throw new Error(`the answer is larger than ${dataMb} MB, the limit of data (limits.dataMb)`);
  }
  return text + decoder.decode();
}

function unreachable(url: string, method: string, error: unknown, stepMs: number): Error {
  const { name, message, cause } = asError(error);
  const why =
    name === 'TimeoutError' ? `no answer within ${stepMs} ms` : cause === undefined ? message : messageOf(cause);
  const code = codeOf(cause);
  return Object.assign(new Error(`${method} ${url} failed: ${why}`), {
    name: 'ConnectorError',
    ...(code === '' ? {} : { code }),
  });
}

/** Services forget their content type often enough: what is JSON is read as JSON. */
function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

function addressOf(base: string, path: string, query: JsonObject): string {
  const url = new URL(path.replace(/^\//, ''), base.endsWith('/') ? base : `${base}/`);
  for (const [name, value] of Object.entries(query))
    url.searchParams.set(name, typeof value === 'string' ? value : JSON.stringify(value));
  return url.href;
}

/** `${NAME}` in a header is the secret of that name. */
function filled(text: string, { secrets }: LiveSettings): string {
  return text.replace(/\$\{(\w+)\}/g, (all, name: string) => secrets[name] ?? all);
}

function fieldsOf(value: Json): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}

function textsOf(value: Json | undefined): Record<string, string> {
  return Object.fromEntries(Object.entries(fieldsOf(value ?? {})).map(([name, text]) => [name, String(text)]));
}

function verbOf(value: Json | undefined, otherwise: string): string {
  return typeof value === 'string' ? value.toUpperCase() : otherwise;
}
