// What draws the HTML report in the browser: plain JavaScript, as text. Everything is put in as text nodes.

export const PAGE_SCRIPT = `'use strict';
const read = (kind) => [...document.querySelectorAll('script[data-kind=' + kind + ']')].map((node) => JSON.parse(node.textContent));
const scenarios = read('scenario');
const end = read('end')[0];

function make(tag, props, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(props ?? {})) {
    if (key.startsWith('on')) node.addEventListener(key.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) node.setAttribute(key, value === true ? '' : value);
  }
  for (const child of children.flat(3)) if (child !== null && child !== undefined && child !== false) node.append(child);
  return node;
}
const time = (ms) => ms < 10 ? Math.round(ms * 10) / 10 + ' ms' : ms < 1000 ? Math.round(ms) + ' ms' : Math.round(ms / 100) / 10 + ' s';
const count = (list, one) => list.length === 0 ? '' : list.length + ' ' + one + (list.length === 1 ? '' : 's');
const place = (path) => path.map((key, i) => typeof key === 'number' ? '[' + key + ']' : (i ? '.' : '') + key).join('') || '(all)';
function shown(value) {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length > 400 ? text.slice(0, 400) + '…' : text;
}
function at(data, path) {
  let value = data;
  for (const key of path) { if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined; value = value[key]; }
  return value;
}
function apply(data, patch) {
  if (patch.path.length === 0 && patch.op !== 'splice') return patch.op === 'remove' ? {} : patch.value;
  const copy = (value, keys, change) => {
    if (keys.length === 0) return change(value);
    const made = Array.isArray(value) ? value.slice() : Object.assign({}, value);
    made[keys[0]] = copy(made[keys[0]], keys.slice(1), change);
    return made;
  };
  if (patch.op === 'splice') return copy(data, patch.path, (list) => { const made = (list ?? []).slice(); made.splice(patch.index, patch.remove, ...patch.insert); return made; });
  const last = patch.path[patch.path.length - 1];
  return copy(data, patch.path.slice(0, -1), (parent) => {
    const made = Array.isArray(parent) ? parent.slice() : Object.assign({}, parent);
    if (patch.op === 'remove') delete made[last]; else made[last] = patch.value;
    return made;
  });
}
function change(before, patch) {
  if (patch.op === 'splice') {
    const old = (at(before, patch.path) ?? []).slice(patch.index, patch.index + patch.remove);
    return [place(patch.path) + '[' + patch.index + ']', old.length ? old.map(shown).join(', ') : null, patch.insert.length ? patch.insert.map(shown).join(', ') : null];
  }
  const old = at(before, patch.path);
  return [place(patch.path), old === undefined ? null : shown(old), patch.op === 'remove' ? null : shown(patch.value)];
}
function diff(before, patches) {
  let now = before;
  const rows = patches.map((patch) => {
    const [where, old, fresh] = change(now, patch);
    now = apply(now, patch);
    return make('div', { class: 'mono' }, make('span', { class: 'dim' }, where + '  '), old !== null && make('span', { class: 'del' }, '− ' + old + '  '), fresh !== null && make('span', { class: 'ins' }, '+ ' + fresh));
  });
  return [rows, now];
}
function failure(one) {
  const box = make('div', { class: one.isCause ? 'failure' : 'failure follows' }, make('b', {}, one.check), '  ' + one.message, !one.isCause && make('span', { class: 'dim' }, '  (may follow from the first)'));
  if (one.rows) box.append(make('table', { class: 'sides mono' },
    make('tr', {}, make('th', { class: 'n' }, ''), make('th', {}, 'expected'), make('th', {}, 'actual')),
    one.rows.map((row) => make('tr', { class: row.kind === 'same' ? 'same' : 'differs' },
      make('td', { class: 'n' }, (row.kind === 'same' ? '' : '✗ ') + (row.actual === null ? '' : row.actual + 1)),
      make('td', {}, row.expected === null ? '–' : one.expected[row.expected]),
      make('td', {}, row.actual === null ? '–' : one.actual[row.actual], row.moved != null && make('span', { class: 'dim' }, '  moved'))))));
  else box.append(make('table', { class: 'sides mono' },
    make('tr', {}, make('th', {}, 'expected'), make('th', {}, 'actual')),
    make('tr', {}, make('td', {}, one.isExpected ? shown(one.expected) : 'no error'), make('td', {}, one.isThere ? shown(one.actual) : 'nothing'))));
  return box;
}
function turns(task) {
  if (task.turns.length === 0) return [make('p', { class: 'dim' }, 'No step ran.')];
  const failing = task.task && task.task.error ? task.turns.filter((turn) => turn.step === task.task.error.step).pop() : null;
  const most = Math.max(0.01, ...task.turns.map((turn) => turn.runMs));
  let data = task.begin ?? null;
  const enter = (after) => { if (data) for (const entry of task.entries) if (entry.after === after) for (const patch of entry.patches) data = apply(data, patch); };
  enter(0);
  const boxes = task.turns.map((turn) => {
    const [rows, now] = diff(data ?? {}, turn.patches);
    if (data) data = now;
    enter(turn.turn);
    const isBad = failing === turn;
    return make('details', { open: isBad },
      make('summary', {}, make('span', { class: 'dim mono n' }, turn.turn), make('span', { class: 'name' + (isBad ? ' bad' : '') }, turn.step), make('span', { class: 'dim' }, [count(turn.patches, 'change'), count(turn.calls, 'call'), count(turn.logs, 'log line'), time(turn.runMs)].filter(Boolean).join(', '))),
      make('div', {},
        turn.agenda.length > 1 && [make('h3', {}, 'Also matched'), make('div', { class: 'mono dim' }, turn.agenda.filter((name) => name !== turn.step).join(', '))],
        rows.length > 0 && [make('h3', {}, 'Changes'), make('div', { class: 'diff' }, rows)],
        turn.calls.length > 0 && [make('h3', {}, 'Calls'), turn.calls.map((call) => make('div', { class: 'mono log' }, call.connector + '.' + call.method + '(' + shown(call.args) + ')  ', 'error' in call ? make('span', { class: 'bad' }, call.error.name + ': ' + call.error.message) : 'result' in call ? make('span', { class: 'good' }, '→ ' + shown(call.result)) : make('span', { class: 'dim' }, 'no answer'), make('span', { class: 'dim' }, '  ' + call.source)))],
        turn.logs.length > 0 && [make('h3', {}, 'Log'), turn.logs.map((log) => make('div', { class: 'mono log' }, make('span', { class: log.level === 'error' ? 'bad' : log.level === 'warn' ? 'warn' : 'dim' }, log.level + '  '), log.text))],
        isBad && make('p', { class: 'bad' }, task.task.error.name + ': ' + task.task.error.message, task.task.error.line > 0 && make('span', { class: 'dim mono' }, '  ' + task.task.error.file + ':' + task.task.error.line))));
  });
  const bars = make('div', { class: 'bars' }, task.turns.map((turn, i) => make('button', { class: failing === turn && 'bad', title: turn.turn + '  ' + turn.step + '  ' + time(turn.runMs), 'aria-label': 'turn ' + turn.turn + ', ' + turn.step, style: 'height:' + Math.max(6, Math.round(turn.runMs / most * 100)) + '%', onclick: () => { boxes[i].open = true; boxes[i].scrollIntoView({ block: 'center' }); } })));
  return [bars, boxes];
}
function family(task) {
  return task.children.map((child) => make('details', {}, make('summary', {}, make('span', { class: 'name' }, 'subtask ' + child.task.name), make('span', { class: 'dim' }, child.task.state + '/' + child.task.reason)), make('div', {}, turns(child), family(child))));
}
function scenario(one) {
  const task = one.task;
  return [
    make('h2', {}, one.name),
    make('div', { class: 'meta' }, make('span', { class: 'badge ' + one.badge.tone }, one.badge.word), one.file !== '' && make('span', { class: 'mono' }, one.file + (one.line > 1 ? ':' + one.line : '')), task && make('span', {}, [task.state, task.reason].filter(Boolean).join('/')), task && make('span', {}, time(one.durationMs) + ', ' + time(task.durationMs) + ' on its clock'), one.attempts && make('span', { class: 'warn' }, (one.status === 'passed' ? 'flaky: ' : '') + one.attempts + ' attempts'), task && task.tags.length > 0 && make('span', {}, task.tags.join(', '))),
    (one.status === 'failed' || !end.totals) && make('code', { class: 'opens' }, one.opens),
    one.failures.length > 0 && [make('h3', {}, 'Failures'), one.failures.map(failure)],
    task && [make('h3', {}, 'Turns'), turns(one)],
    one.children.length > 0 && [make('h3', {}, 'Subtasks'), family(one)],
    task && [make('h3', {}, 'Data in the end'), make('pre', {}, JSON.stringify(one.data, null, 2))],
  ];
}
function coverage() {
  const c = end.coverage;
  return [make('h2', {}, 'Coverage of conditions'), make('p', {}, c.steps.covered + ' of ' + c.steps.total + ' steps ran; ' + c.leaves.both + ' of ' + c.leaves.total + ' leaves were seen true and false: ' + c.percent),
    make('table', {}, make('tr', {}, make('th', {}, 'step'), make('th', {}, 'ran'), make('th', {}, 'leaves'), make('th', {}, '')),
      c.bySteps.map((step) => { const both = step.leaves.filter((leaf) => leaf.seenTrue && leaf.seenFalse).length; const share = step.leaves.length ? both / step.leaves.length * 100 : 100;
        const meter = make('span', { class: 'meter' }, make('i', { style: 'width:' + share + '%' }));
        return make('tr', {}, make('td', { class: step.ran ? '' : 'bad' }, step.step), make('td', { class: 'whole' }, step.ran + ' ×'), make('td', { class: 'whole' }, meter, ' ' + both + '/' + step.leaves.length), make('td', { class: 'mono dim' }, step.leaves.filter((leaf) => !(leaf.seenTrue && leaf.seenFalse)).map((leaf) => make('div', {}, leaf.path + '  ' + leaf.lack)))); }))];
}
function problems() {
  return [make('h2', {}, 'Problems'), end.problems.map((one) => make('p', {}, make('b', { class: one.severity === 'error' ? 'bad' : 'warn' }, one.severity), ' ', make('span', { class: 'mono' }, one.file + (one.line ? ':' + one.line : '')), make('br'), one.message, make('br'), make('span', { class: 'dim' }, one.hint)))];
}
let query = ''; let only = null; let current = null;
const list = make('div', {});
const detail = make('article', {});
function open(entry) { current = entry; location.replace('#' + entry.id); detail.replaceChildren(...[entry.draw()].flat(4).filter(Boolean)); detail.scrollTop = 0; draw(); }
const extra = [end.coverage && { id: 'coverage', name: 'Coverage', draw: coverage, note: end.coverage.percent }, end.problems.length > 0 && { id: 'problems', name: 'Problems', draw: problems, note: String(end.problems.length) }].filter(Boolean);
const entries = scenarios.map((one, i) => ({ id: String(i), name: one.name, status: one.status, badge: one.badge, draw: () => scenario(one), note: one.task ? time(one.durationMs) : '' }));
function draw() {
  const fits = (entry) => (only === null || entry.status === only) && entry.name.toLowerCase().includes(query);
  list.replaceChildren(...[...extra, ...entries.filter(fits)].map((entry) => make('button', { class: 'entry', 'aria-current': entry === current && 'true', onclick: () => open(entry) }, make('span', { class: entry.badge?.tone ?? 'dim' }, entry.badge?.mark ?? '•'), make('span', { title: entry.name }, entry.name), make('span', { class: 'dim' }, entry.note))));
}
const chips = make('div', { class: 'chips' }, ['failed', 'passed', 'skipped'].filter((status) => end.totals?.[status] > 0).map((status) => make('button', { 'aria-pressed': 'false', onclick: (event) => { only = only === status ? null : status; for (const chip of chips.children) chip.setAttribute('aria-pressed', String(only !== null && chip === event.currentTarget)); draw(); } }, end.totals[status] + ' ' + status)));
const search = make('input', { type: 'search', placeholder: 'find a scenario', 'aria-label': 'find a scenario', oninput: (event) => { query = event.target.value.toLowerCase(); draw(); } });
document.getElementById('app').append(
  make('header', {}, make('h1', {}, 'stepscope'), make('span', { class: 'mono dim' }, end.dir), end.totals && [make('span', { class: 'good' }, end.totals.passed + ' passed'), make('span', { class: end.totals.failed ? 'bad' : 'dim' }, end.totals.failed + ' failed'), end.totals.skipped > 0 && make('span', { class: 'warn' }, end.totals.skipped + ' skipped')], make('span', { class: 'dim' }, time(end.durationMs) + ', seed ' + end.seed), end.isInterrupted && make('span', { class: 'warn' }, 'interrupted')),
  make('main', {}, make('nav', {}, search, chips, list), detail));
const wanted = location.hash.slice(1);
const first = [...extra, ...entries].find((entry) => entry.id === wanted) ?? entries.find((entry) => entry.status === 'failed') ?? entries[0] ?? extra[0];
if (first) open(first); else draw();
list.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
`;
