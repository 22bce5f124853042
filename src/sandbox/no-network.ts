// No call ever reaches a network by default (semantics §5): not by a package that a step imports, either. Live connectors
// alone pass, and only for as long as their own call takes.
import { AsyncLocalStorage } from 'node:async_hooks';
import { Socket as DatagramSocket } from 'node:dgram';
import { Socket } from 'node:net';

const passing = new AsyncLocalStorage<true>();
const realFetch = globalThis.fetch;

function refuse(): never {
  throw new Error('the network was asked for, which a debugger must not reach. Use a connector and mock it.');
}

/** For this thread, for good. */
export function shutNetwork(): void {
  const connect = Socket.prototype.connect as (...args: unknown[]) => Socket;
  Socket.prototype.connect = function (this: Socket, ...args: unknown[]) {
    return passing.getStore() ? connect.apply(this, args) : refuse();
  };
  DatagramSocket.prototype.send = refuse;
  DatagramSocket.prototype.bind = refuse;
  for (const name of ['fetch', 'WebSocket', 'EventSource'])
    Object.defineProperty(globalThis, name, { value: refuse, writable: true, configurable: true });
}

/** Node's own fetch, for a live connector. */
export function passingFetch(url: string, init: RequestInit): Promise<Response> {
  return passing.run(true, () => realFetch(url, init));
}
