// The vocabulary that goes in: what a user writes, once it has been read. Plain data only, no behaviour.

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

/** Keys and array indices from the root of a document to one place in it. */
export type Path = readonly (string | number)[];

export const TYPE_NAMES = ['String', 'Number', 'Boolean', 'Array', 'Object'] as const;
export type TypeName = (typeof TYPE_NAMES)[number];

/**
 * A condition after its module was evaluated: plain JSON, so that it can be explained anywhere without running
 * anything of the user's. `regexp` and `predicate` are the two leaves whose verdict only the sandbox can give.
 * `never` stands for what can match nothing (an unsupported operator, a literal under `$stash`); `shown` is how it was written.
 */
export type Condition =
  | { readonly kind: 'type'; readonly type: TypeName }
  | { readonly kind: 'literal'; readonly value: string | number | boolean }
  | { readonly kind: 'null' }
  | { readonly kind: 'present' }
  | { readonly kind: 'regexp'; readonly source: string; readonly flags: string }
  /** `name` tells it from all others; `shown` is what its author called it. */
  | { readonly kind: 'predicate'; readonly name: string; readonly shown: string }
  | { readonly kind: 'never'; readonly shown: string; readonly reason: string }
  | { readonly kind: 'array'; readonly elements: readonly Condition[] }
  | ObjectCondition;

/** Fields in source order; a document matches when every one does. */
export interface ObjectCondition {
  readonly kind: 'object';
  readonly fields: readonly (readonly [key: string, condition: Condition])[];
}

/**
 * Operators of other rule and query languages, which the platform does not support: whoever writes one expects it to work, so
 * it must not pass as an ordinary key.
 */
export const FOREIGN_OPERATORS: ReadonlySet<string> = new Set(
  `$gt $gte $lt $lte $eq $in $nin $or $and $not $nor $exists $type $size $all $elemMatch $regex $mod $where $expr
   $contains $startsWith $endsWith $between $match $any $none`.split(/\s+/),
);

/** A file of the workspace as it stands on disk. `file` is relative to the workspace folder, with `/`. */
export interface Source {
  readonly kind: 'step' | 'library' | 'scenario' | 'connector';
  /** Path below its folder without extension: the step's, library's, scenario's or connector's name. */
  readonly name: string;
  readonly file: string;
  readonly text: string;
}

/** A step as everyone but the sandbox knows it. */
export interface StepInfo {
  readonly name: string;
  readonly file: string;
  readonly condition: ObjectCondition;
  /** Number of fields that its condition asks for (semantics §2). */
  readonly specificity: number;
  /** Creation order: lower goes first where specificity ties. */
  readonly order: number;
  /** `export const disabled = true`. */
  readonly disabled: boolean;
  /** The file on disk is broken; the last version that loaded is the one in force. */
  readonly stale: boolean;
}

/** What somebody got wrong. Always a value, never thrown: the rest of the workspace goes on. */
export interface Problem {
  readonly severity: 'error' | 'warning';
  /** Relative to the workspace, with `/`; empty where no file is at fault. */
  readonly file: string;
  /** From 1; 0 where unknown. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
  /** What to do about it. */
  readonly hint: string;
  /** The lines around the place with a marker below it. */
  readonly frame?: string;
}

export type TaskEnd = 'done' | 'incomplete' | 'ignored' | 'error' | 'stopped';
export type EndReason =
  | 'complete'
  | 'emptied'
  | 'settled'
  | 'expired'
  | 'rejected'
  | 'ignored'
  | 'error'
  | 'loop'
  | 'limit'
  | 'stopped';

/** A value, or a type by its name, as `validateFinalState` and `expect.paths` write it. */
export interface Expectations {
  readonly expectedSteps?: readonly string[];
  readonly expectedDuration?: number;
  readonly expectedError?: string;
  readonly validateFinalState?: JsonObject;
  readonly steps?: readonly string[];
  readonly neverSteps?: readonly string[];
  readonly state?: string;
  readonly reason?: string;
  readonly error?: string;
  readonly duration?: number;
  readonly data?: Condition;
  readonly paths?: JsonObject;
}

/**
 * An answer to a connector call. `{"$throw": …}` and `{"$delay": ms, "$return": …}` are meant; a list answers by attempt.
 * A function written in a JS scenario or connector file stays in the sandbox and is known here as `{"$function": name}`.
 */
export type Mock = Json;
/** namespace → method → answer. */
export type Mocks = Readonly<Record<string, Readonly<Record<string, Mock>>>>;

/** A task that ended before this one began, as a scenario tells of it. A type and no interface: so it is known to be JSON. */
export type PastTask = {
  readonly name?: string;
  readonly state: string;
  /** When it began, epoch ms; without it, just now. */
  readonly at?: number;
  readonly durationMs?: number;
  readonly error?: {
    readonly name: string;
    readonly message: string;
    readonly step?: string;
    readonly connector?: string;
  };
};

export interface Scenario {
  /** Path below the scenarios folder, `#name` or `#index` added where a file holds several; the guide's `scenario` key is `title`. */
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly title?: string;
  readonly description?: string;
  readonly tags: readonly string[];
  readonly data: JsonObject;
  readonly expect: Expectations;
  readonly connectors: Mocks;
  readonly config: Readonly<Record<string, Json>>;
  readonly history: readonly PastTask[];
  readonly seed?: number;
  /** Names its stream of random values together with the seed, else its own name does. */
  readonly stream?: string;
  /** Epoch ms at which the task's clock starts. */
  readonly now?: number;
  readonly only: boolean;
  readonly skip: boolean;
}

export interface Limits {
  readonly turns: number;
  readonly stepMs: number;
  readonly memoryMb: number;
  readonly logLines: number;
  readonly dataMb: number;
}

export type Verb = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD' | 'OPTIONS';

/** How a connector is called for real, over HTTP. */
export interface ConnectorSettings {
  /** What the paths of its methods are added to; http or https. */
  readonly url?: string;
  /** `${NAME}` stands for the secret of that name: it is put in when the call is made, and never before. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Without an entry a method is `POST <url>/<method>`. */
  readonly methods?: Readonly<Record<string, { readonly verb?: Verb; readonly path?: string }>>;
}

/** What can be said of steps without running them, by the names that `stepscope check` prints. */
export type FindingCode =
  | 'never-changes-what-it-waits-for'
  | 'never-matches'
  | 'nobody-writes'
  | 'waits-for-itself'
  | 'unreachable'
  | 'never-fulfilled'
  | 'shadowed'
  | 'same-condition'
  | 'tie'
  | 'not-judged';

/** As what a finding is told; `off`: not at all. */
export type FindingLevel = 'off' | 'note' | 'warning';

/** `stepscope.config.json`, what it leaves open from `deploy.yaml`, and every default filled in. */
export interface Config {
  readonly steps: string;
  /** Further folders of steps; only `deploy.yaml` can name them. */
  readonly moreSteps: readonly string[];
  /** Folders of libraries besides `lib` in the folders of steps; only `deploy.yaml` can name them. */
  readonly libraries: readonly string[];
  readonly scenarios: string;
  /** Step names in creation order; steps not named follow, sorted by name. */
  readonly order: readonly string[];
  readonly secrets: Readonly<Record<string, string>>;
  readonly environment: Readonly<Record<string, Json>>;
  readonly connectors: Readonly<Record<string, ConnectorSettings>>;
  readonly strategy: 'specificity' | 'order';
  readonly completion: 'settled' | 'explicit';
  readonly limits: Limits;
  readonly redact: readonly string[];
  /** Where a finding is not to be told as it is told by itself. */
  readonly findings: Readonly<Partial<Record<FindingCode, FindingLevel>>>;
  readonly editor?: string;
  readonly theme?: 'dark' | 'light';
  /** Whether the screen draws with plain characters only; without it, terminal and locale decide. */
  readonly ascii?: boolean;
  /** Whether the screen takes the mouse; without it, it does not. */
  readonly mouse?: boolean;
}

/** Where answers of connectors stand that count for all scenarios. */
export function mocksFolder({ scenarios }: Pick<Config, 'scenarios'>): string {
  return `${scenarios}/connectors`;
}

/** A folder as it was read; nothing of its code has run. */
export interface Workspace {
  /** Absolute. */
  readonly dir: string;
  /** What `deploy.yaml` calls it. */
  readonly name?: string;
  readonly config: Config;
  /** Code, sorted by kind and name: steps, libraries, scenarios and connectors in JS or TS. Nothing of it has run. */
  readonly sources: readonly Source[];
  /** Files whose source is the last version that could be read. */
  readonly stale: readonly string[];
  /** From data files and the tasks of `deploy.yaml`, by file and place in it. */
  readonly scenarios: readonly Scenario[];
  /** From data files in `connectors/`. */
  readonly mocks: Mocks;
  /** Names of the webhooks that `deploy.yaml` sets up. */
  readonly webhooks: readonly string[];
  readonly problems: readonly Problem[];
}
