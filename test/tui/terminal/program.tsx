// A small program over the terminal adapter, to be tried by hand too (see bundle.ts). It shows its keys and its size.
// MOUSE=1 asks for the mouse. j k move; q quits; x throws; r throws while drawing; u rejects; p exits at once; e lends the terminal to a shell.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Text } from 'ink';
import { useSyncExternalStore } from 'react';
import { type Key, keyName } from '../../../src/tui/terminal/key.ts';
import type { Size } from '../../../src/tui/terminal/size.ts';
import { openTerminal } from '../../../src/tui/terminal/terminal.ts';

interface State {
  readonly selected: number;
  readonly keys: readonly string[];
  readonly broken: boolean;
}

interface Store {
  readonly get: () => State;
  readonly set: (change: Partial<State>) => void;
  readonly subscribe: (listener: () => void) => () => void;
}

function createStore(): Store {
  let state: State = { selected: 0, keys: [], broken: false };
  const listeners = new Set<() => void>();
  return {
    get: () => state,
    set: (change) => {
      state = { ...state, ...change };
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function Row({ index, selected, width }: { index: number; selected: boolean; width: number }) {
  const text = `${selected ? '▶' : ' '} row ${index} 日本語 ${'·'.repeat(width)}`;
  return (
    <Text wrap="truncate" color={index % 2 ? 'green' : undefined} inverse={selected}>
      {text}
    </Text>
  );
}

function Program({ size, store }: { size: Size; store: Store }) {
  const { selected, keys, broken } = useSyncExternalStore(store.subscribe, store.get);
  if (broken) throw new Error('broken while drawing');
  const rows = Array.from({ length: size.rows - 2 }, (_, index) => index);
  return (
    <>
      <Text wrap="truncate">{`${size.columns}x${size.rows} pid ${process.pid} keys ${keys.join(' ')}`}</Text>
      {rows.map((index) => (
        <Row key={index} index={index} selected={index === selected} width={size.columns} />
      ))}
      <Text wrap="truncate">the last row</Text>
    </>
  );
}

async function shell(): Promise<void> {
  await once(spawn('sh', ['-c', 'echo lent; stty -a; read answer'], { stdio: 'inherit' }), 'exit');
}

export function run(): void {
  const store = createStore();
  const shownText = (key: Key) => {
    if (key.at !== undefined) return `${key.name}@${key.at.x},${key.at.y}`;
    return key.name === 'paste' ? `paste:${JSON.stringify(key.text)}` : keyName(key);
  };
  const commands = new Map<string, () => void>([
    ['j', () => store.set({ selected: store.get().selected + 1 })],
    ['k', () => store.set({ selected: store.get().selected - 1 })],
    ['q', () => terminal.close()],
    ['r', () => store.set({ broken: true })],
    ['u', () => void Promise.reject(new Error('nobody \x1b[31mlistens'))],
    ['p', () => process.exit(3)],
    ['e', () => void terminal.suspend(shell)],
  ]);
  const terminal = openTerminal({
    stdin: process.stdin,
    stdout: process.stdout,
    mouse: process.env.MOUSE === '1',
    onKey: (key) => {
      if (key.name === 'x') throw new Error('thrown by a key');
      store.set({ keys: [...store.get().keys, shownText(key)] });
      commands.get(keyName(key))?.();
    },
    onEnd: ({ kind }) => void process.stdout.write(`goodbye: ${kind}\n`),
  });
  terminal.render((size) => <Program size={size} store={store} />);
}
