// What can be said of steps without running them, among the Problems on screen: what is a mistake, and nothing that is only
// worth knowing. `stepscope check` tells all.
import { staticFindings } from '../analysis/static-findings.ts';
import type { StepFacts } from '../facts.ts';
import type { FindingCode, Problem, Workspace } from '../step.ts';
import type { Desk, Hider } from './desk.ts';
import type { WorkspaceView } from './workspace-view.ts';

/** They rest on the scenarios being all there is, which is not so while somebody is writing steps, unless the settings ask for them. */
const LEFT_OUT: ReadonlySet<FindingCode> = new Set(['nobody-writes', 'unreachable', 'not-judged']);

/** With more of them comparing each with all others is noticed. */
const MOST_STEPS = 300;

/** The screen has been drawn by then, ms. */
const AFTER_AGENDA = 60;

function mayReadFacts({ sources }: Workspace): boolean {
  return sources.filter(({ kind }) => kind === 'step').length <= MOST_STEPS;
}

/** `facts`: what the texts of its steps tell; `hide` masks what stands in scenarios and is secret. */
function staticProblems(
  { steps, scenarios, read }: WorkspaceView,
  facts: readonly StepFacts[],
  hide: Hider,
): readonly Problem[] {
  if (facts.length === 0) return [];
  const data = scenarios.map((scenario) => hide.data(scenario.data));
  const { strategy, findings: levels } = read.config;
  return staticFindings({ steps, facts, strategy, data, levels, nearest: () => undefined }).flatMap(
    ({ code, severity, file, line, column, message, hint }) =>
      severity === 'warning' && (!LEFT_OUT.has(code) || levels[code] === 'warning')
        ? { severity, file, line, column, message: hide.said(message), hint: hide.said(hint) }
        : [],
  );
}

/** Looked for when everything has come to rest: the agenda that somebody waits for goes before. */
export class StaticProblems {
  /** As they were found last: until the texts have been read again they stand. */
  found: readonly Problem[] = [];
  /** Whose texts are still to be read. */
  #unread: WorkspaceView | null = null;

  constructor(readonly desk: () => Desk) {}

  loaded(view: WorkspaceView): void {
    this.#unread = view;
    if (!mayReadFacts(view.read)) this.found = [];
  }

  /** Called after whatever happened. */
  look(): void {
    const view = this.#unread;
    const { store, ports } = this.desk();
    if (!view || !store.isAtRest) return;
    this.#unread = null;
    if (mayReadFacts(view.read)) ports.after(AFTER_AGENDA, () => this.#read(view));
  }

  #read(view: WorkspaceView): void {
    const { sandbox, workspace } = this.desk();
    if (view === workspace) sandbox.readFacts((facts) => this.#tell(view, facts));
  }

  #tell(view: WorkspaceView, facts: readonly StepFacts[]): void {
    const { ports, store, workspace } = this.desk();
    // What is newer is on its way.
    if (view !== workspace) return;
    const before = new Set(this.found);
    this.found = staticProblems(view, facts, ports.hider(view.read.config.secrets));
    const others = store.state.problems.filter((problem) => !before.has(problem));
    const place = view.problems.length;
    store.set({ problems: [...others.slice(0, place), ...this.found, ...others.slice(place)] });
  }
}
