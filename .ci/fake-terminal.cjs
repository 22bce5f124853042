// Preloaded by the build: a terminal in which somebody looks around in the debugger and leaves. The program says itself when
// it is idle (src/tui/terminal/idle-mark.ts).
const { EventEmitter } = require('node:events');
const { openSync } = require('node:fs');

const KEYS = ['    ', ...'c,,.1jk2j3j]]]]][4?q'];
const MORE = ['s', '\x1b', ':', 'q', '\x1b', 'f', 'q', 'P', 'q', 'T', 'q', '!', 'q'];
/** For what is kept to be written, ms. */
const A_WHILE = 600;

const input = Object.assign(new EventEmitter(), { isTTY: true, setRawMode() {}, resume() {}, pause() {} });
const output = Object.assign(new EventEmitter(), {
  isTTY: true,
  columns: 120,
  rows: 40,
  fd: openSync('/dev/null', 'w'),
  write(text) {
    if (text.includes('\x1b]777;idle')) setImmediate(press);
    return true;
  },
});
const keys = [...KEYS, ...MORE];
let isLeaving = false;

function press() {
  const key = keys.shift();
  if (key !== undefined) input.emit('data', Buffer.from(key));
  else if (!isLeaving) {
    isLeaving = true;
    setTimeout(() => input.emit('data', Buffer.from('q')), A_WHILE);
  }
}

Object.defineProperty(process, 'stdin', { value: input });
Object.defineProperty(process, 'stdout', { value: output });
