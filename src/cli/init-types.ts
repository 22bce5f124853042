// What editors are told of the names that steps find: `stepscope.d.ts` of a new workspace, and which files it is for.

export const STEP_TYPES = `// What steps find in the air, for the editor. stepscope does not read this file.

/** The task's document: what steps read and change. What is in \`$stash\` is shown nowhere. */
declare const data: any;

declare const task: {
  /** Also usable without the call: \`\${task.id}\`. */
  readonly id: (() => string) & { toString(): string };
  /** ISO text. */
  readonly createdAt: string;
  name(name?: string): string;
  tags(tags?: readonly string[]): string[];
  /** A secret or a setting. */
  config(name: string): any;
  workspace(): string;
  region(): string;
  /** Nothing is matched after this turn. */
  complete(result?: unknown): void;
  ignore(): void;
  /** Lets that time pass before the next turn. */
  park(ms: number): void;
  /** How long it stays open once nothing matches. */
  timeout(ms: number): void;
  completeOnExpire(result?: unknown): void;
  subtask(name: string, data: unknown, options?: { into?: string; waitFor?: boolean }): string;
  visualize(view: {
    type: 'data' | 'data-map' | 'table' | 'chart' | 'graph' | 'document';
    name?: string;
    data: unknown;
    options?: unknown;
  }): void;
  getData(): Promise<any>;
  getExecutionTrace(): Promise<any>;
};

declare const step: {
  readonly name: string;
  /** Arms the step again: it runs once more when it matches. */
  redo(): void;
};

/** \`connectors.<name>.<method>(args)\`; with \`into: 'a.b'\` the result is put there. */
declare const connectors: {
  fetch(request: { url: string; options?: unknown; bodyOnly?: boolean; into?: string }): any;
  utils: { sleep(options: { milliseconds: number }): any };
  [name: string]: any;
};

declare const audit: {
  log(message: unknown, ...more: unknown[]): void;
  reference(reference: { id: string; name?: string; url?: string }): void;
  get(): any[];
};

declare const blob: {
  create(blob: { content: unknown; name?: string; mimetype?: string }): string;
  getContent(id: string): string;
};

/** \`steps/lib/<name>.js\` is \`lib.<name>\`. */
declare const lib: {
  base64: { encode(value: string | Uint8Array): string; decode(text: string): string };
  history: {
    recentErrors(hours?: number): any[];
    count(state?: string): number;
    averageMs(): number;
    errorRate(): number;
    perHour(): number;
  };
  [name: string]: any;
};

declare const console: {
  [method in
    | 'log'
    | 'info'
    | 'warn'
    | 'error'
    | 'debug'
    | 'trace'
    | 'table'
    | 'dir'
    | 'group'
    | 'groupEnd'
    | 'assert'
    | 'time'
    | 'timeLog'
    | 'timeEnd'
    | 'count'
    | 'countReset']: (...values: unknown[]) => void;
};

/** They move the task's clock and take no real time. */
declare function setTimeout(run: (...args: any[]) => void, ms?: number, ...args: any[]): any;
declare function setInterval(run: (...args: any[]) => void, ms?: number, ...args: any[]): any;
declare function setImmediate(run: (...args: any[]) => void, ...args: any[]): any;
declare function clearTimeout(timer: any): void;
declare function clearInterval(timer: any): void;
declare function clearImmediate(timer: any): void;
declare function structuredClone<T>(value: T): T;

declare const performance: { now(): number };
declare const crypto: { randomUUID(): string };
/** Figures only: it can end nothing. */
declare const process: any;
/** Only where it is live; \`connectors.fetch\` can be mocked. */
declare const fetch: any;
`;

/** Nothing of browsers or of Node: steps have neither. */
export const EDITOR_CONFIG = {
  compilerOptions: {
    target: 'es2022',
    lib: ['es2023'],
    module: 'esnext',
    moduleResolution: 'bundler',
    types: [],
    allowJs: true,
    checkJs: true,
    noEmit: true,
    strict: false,
    skipLibCheck: true,
  },
  include: ['stepscope.d.ts', 'steps', 'scenarios'],
};
