// A tick: the shortest wait after which Node has told of all rejections that nobody handled. It does so after each immediate;
// several are put in line at once, since a round of the event loop costs as much as half of what a small step does.

/** So many ticks at most go by before the event loop looks at what else there is. */
const AT_ONCE = 8;

let inLine = 0;
let waiting: (() => void) | null = null;

export function tick(): Promise<void> {
  return new Promise((resolve) => {
    // A step is awaited alone; whoever comes beside it takes no place in its line.
    if (waiting) {
      setImmediate(resolve);
      return;
    }
    waiting = resolve;
    if (inLine > 0) return;
    for (; inLine < AT_ONCE; inLine++) setImmediate(pass);
  });
}

function pass(): void {
  const resolve = waiting;
  inLine--;
  waiting = null;
  resolve?.();
}
