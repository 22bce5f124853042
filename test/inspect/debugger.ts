// A JavaScript debugger, as small as can be: the inspector's protocol over a WebSocket, of which Node 20 has none built in.
import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import type { Socket } from 'node:net';
import { decodedMappings, originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';

type Fields = Record<string, unknown>;
interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Fields;
  readonly result?: Fields;
}

/** Where it stands still, in the source. */
export interface Paused {
  readonly source: string;
  readonly line: number;
  readonly column: number;
  readonly frame: string;
  readonly functionName: string;
}

export class Debugger {
  readonly #socket: Socket;
  readonly #maps = new Map<string, { readonly url: string; readonly map: string }>();
  readonly #answers = new Map<number, (result: Fields) => void>();
  readonly #paused: Paused[] = [];
  #onPaused: (() => void) | null = null;
  #ids = 0;
  #bytes = Buffer.alloc(0);
  readonly closed: Promise<void>;

  get port(): number {
    return this.#socket.remotePort ?? 0;
  }

  private constructor(socket: Socket) {
    this.#socket = socket;
    this.closed = new Promise((resolve) => socket.on('close', () => resolve()));
    socket.on('data', (chunk: Buffer) => this.#take(chunk));
    socket.on('error', () => {});
  }

  static attach(url: string): Promise<Debugger> {
    const { hostname, port, pathname } = new URL(url);
    const headers = {
      Connection: 'Upgrade',
      Upgrade: 'websocket',
      'Sec-WebSocket-Version': '13',
      'Sec-WebSocket-Key': randomBytes(16).toString('base64'),
    };
    return new Promise((resolve, reject) => {
      const asked = request({ host: hostname, port, path: pathname, headers });
      asked.on('upgrade', (_, socket) => resolve(new Debugger(socket as Socket)));
      asked.on('error', reject);
      asked.end();
    });
  }

  send(method: string, params: Fields = {}): Promise<Fields> {
    const id = ++this.#ids;
    this.#socket.write(frame(JSON.stringify({ id, method, params })));
    return new Promise((resolve) => this.#answers.set(id, resolve));
  }

  /** The next pause; the ones before are over. */
  async paused(): Promise<Paused> {
    for (;;) {
      const next = this.#paused.shift();
      if (next) return next;
      await new Promise<void>((resolve) => {
        this.#onPaused = resolve;
      });
    }
  }

  /** The value of an expression where it stands still. */
  async evaluate({ frame: callFrameId }: Paused, expression: string): Promise<unknown> {
    const answer = await this.send('Debugger.evaluateOnCallFrame', { callFrameId, expression, returnByValue: true });
    return (answer.result as Fields | undefined)?.value;
  }

  /** At a line of a source, from 1; the code is found through its map. */
  async breakAt(source: string, line: number): Promise<void> {
    for (const [scriptId, { map }] of this.#maps) {
      const trace = traceOf(map);
      const place = trace.sources.includes(source) ? firstPlace(trace, line) : undefined;
      if (place) await this.send('Debugger.setBreakpoint', { location: { scriptId, ...place } });
    }
  }

  close(): void {
    this.#socket.destroy();
  }

  #take(chunk: Buffer): void {
    this.#bytes = Buffer.concat([this.#bytes, chunk]);
    for (let message = this.#next(); message; message = this.#next()) this.#hear(message);
  }

  /** A server's frames are not masked. */
  #next(): Message | null {
    const bytes = this.#bytes;
    if (bytes.length < 2) return null;
    const short = (bytes[1] ?? 0) & 0x7f;
    const head = short === 126 ? 4 : short === 127 ? 10 : 2;
    if (bytes.length < head) return null;
    const size = short === 126 ? bytes.readUInt16BE(2) : short === 127 ? Number(bytes.readBigUInt64BE(2)) : short;
    if (bytes.length < head + size) return null;
    this.#bytes = bytes.subarray(head + size);
    const isText = ((bytes[0] ?? 0) & 0xf) === 1;
    return isText ? (JSON.parse(bytes.toString('utf8', head, head + size)) as Message) : {};
  }

  #hear({ id, method, params = {}, result = {} }: Message): void {
    if (id !== undefined) this.#answers.get(id)?.(result);
    if (method === 'Debugger.scriptParsed' && typeof params.sourceMapURL === 'string' && params.sourceMapURL !== '')
      this.#maps.set(String(params.scriptId), { url: String(params.url), map: params.sourceMapURL });
    if (method !== 'Debugger.paused') return;
    const [top] = params.callFrames as Fields[];
    if (!top) return;
    const { scriptId, lineNumber, columnNumber } = top.location as Record<string, number | string>;
    const { map = '' } = this.#maps.get(String(scriptId)) ?? {};
    const found =
      map && originalPositionFor(traceOf(map), { line: Number(lineNumber) + 1, column: Number(columnNumber) });
    const { source, line, column } = found || { source: '', line: 0, column: 0 };
    this.#paused.push({
      source: source ?? '',
      line: line ?? 0,
      column: (column ?? -1) + 1,
      frame: String(top.callFrameId),
      functionName: String(top.functionName),
    });
    this.#onPaused?.();
  }
}

function traceOf(dataUrl: string): TraceMap {
  return new TraceMap(Buffer.from(dataUrl.slice(dataUrl.indexOf(',') + 1), 'base64').toString('utf8'));
}

/** From 0, as the protocol has it. */
function firstPlace(trace: TraceMap, line: number): { lineNumber: number; columnNumber: number } | undefined {
  for (const [lineNumber, segments] of decodedMappings(trace).entries()) {
    const segment = segments.find(([, , sourceLine]) => sourceLine === line - 1);
    if (segment) return { lineNumber, columnNumber: segment[0] ?? 0 };
  }
  return undefined;
}

/** A client's frames are masked. */
function frame(text: string): Buffer {
  const body = Buffer.from(text);
  const mask = randomBytes(4);
  const head = Buffer.alloc(body.length < 126 ? 2 : 4);
  head[0] = 0x81;
  if (body.length < 126) head[1] = 0x80 | body.length;
  else {
    head[1] = 0x80 | 126;
    head.writeUInt16BE(body.length, 2);
  }
  return Buffer.concat([head, mask, body.map((byte, index) => byte ^ (mask[index % 4] ?? 0))]);
}
