// A connector that answers when the test says so: a task that calls it runs for as long as wanted, without any waiting by time.
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Gate {
  readonly url: string;
  /** Once somebody waits at it. */
  arrival(): Promise<void>;
  /** Lets through whoever waits. */
  open(): void;
  close(): Promise<void>;
}

export async function buildGate(): Promise<Gate> {
  const waiting: ServerResponse[] = [];
  let arrived = (): void => {};
  const server = createServer((_, response) => {
    waiting.push(response);
    arrived();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    arrival: () =>
      waiting.length > 0
        ? Promise.resolve()
        : new Promise((resolve) => {
            arrived = resolve;
          }),
    open() {
      for (const response of waiting.splice(0))
        response.writeHead(200, { 'content-type': 'application/json' }).end('{"passed":true}');
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
