// Ink's layout engine, made while Ink is loaded, but without a top-level await, which no script can have (.ci/bundling.mjs).
// Whoever loads Ink waits for the promise (src/tui/terminal/environment.ts).
import { loadYoga } from 'yoga-layout/load';

export * from 'yoga-layout/load';

let Yoga;

/** It would fetch its own bytes, and Node's fetch takes 20 ms to load; without one it decodes them. */
function withoutFetch(load) {
  const own = Object.getOwnPropertyDescriptor(globalThis, 'fetch');
  Reflect.deleteProperty(globalThis, 'fetch');
  try {
    return load();
  } finally {
    Object.defineProperty(globalThis, 'fetch', own);
  }
}

globalThis[Symbol.for('stepscope.layout')] = withoutFetch(loadYoga).then((made) => {
  Yoga = made;
});

export { Yoga as default };
