// Everything that is shown, as functions of the session's state that remember their last answers. One set for each screen.
import { createAgendaView } from './agenda-view.ts';
import { createCallsView } from './calls-view.ts';
import { createCompareView } from './compare-view.ts';
import { createDataView } from './data-view.ts';
import { headerView } from './header-view.ts';
import { createLanesView } from './lanes-view.ts';
import { createLogView } from './log-view.ts';
import { createPatchView } from './patch-view.ts';
import { createPathHistory } from './path-history.ts';
import { createSearchView } from './search-view.ts';
import { createTasksView } from './tasks-view.ts';
import { createTimelineView } from './timeline-view.ts';
import { createTimesView } from './times-view.ts';
import { createViewedView } from './viewed-view.ts';
import { createWatchesView } from './watches-view.ts';
import { createWhyView } from './why-view.ts';

export type Views = ReturnType<typeof createViews>;

export function createViews() {
  return {
    header: headerView,
    agenda: createAgendaView(),
    why: createWhyView(),
    data: createDataView(),
    search: createSearchView(),
    patch: createPatchView(),
    log: createLogView(),
    calls: createCallsView(),
    viewed: createViewedView(),
    tasks: createTasksView(),
    timeline: createTimelineView(),
    times: createTimesView(),
    history: createPathHistory(),
    compare: createCompareView(),
    watches: createWatchesView(),
    lanes: createLanesView(),
  };
}
