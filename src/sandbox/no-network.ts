// No call ever reaches a network by default (semantics §5): not by a package that a step imports, either.
import { Socket as DatagramSocket } from 'node:dgram';
import { Socket } from 'node:net';

function refuse(): never {
  throw new Error('the network was asked for, which a debugger must not reach. Use a connector and mock it.');
}

/** For this thread, for good. */
export function shutNetwork(): void {
  Socket.prototype.connect = refuse;
  DatagramSocket.prototype.send = refuse;
  DatagramSocket.prototype.bind = refuse;
  for (const name of ['fetch', 'WebSocket', 'EventSource'])
    Object.defineProperty(globalThis, name, { value: refuse, writable: true, configurable: true });
}
