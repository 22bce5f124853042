// How the HTML report looks, light and dark.

export const PAGE_STYLE = `
:root { color-scheme: light dark;
  --bg: #ffffff; --panel: #f6f7f9; --line: #dfe3e8; --text: #1c2430; --dim: #667085; --accent: #3b5bdb;
  --good: #18794e; --good-bg: #e3f6ec; --bad: #c92a2a; --bad-bg: #fdecec; --warn: #9a6700; --warn-bg: #fff6db; --bar: #8aa4f0; }
@media (prefers-color-scheme: dark) { :root {
  --bg: #14171c; --panel: #1b1f26; --line: #2c323c; --text: #e4e8ee; --dim: #929cab; --accent: #91a7ff;
  --good: #63d39b; --good-bg: #16301f; --bad: #ff8787; --bad-bg: #3a1c1f; --warn: #f0c555; --warn-bg: #352b12; --bar: #4c66b8; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--bg); color: var(--text); font: 14px/1.5 system-ui, sans-serif; }
code, pre, .mono { font: 12.5px/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
button, input { font: inherit; color: inherit; }
header { display: flex; flex-wrap: wrap; gap: 8px 20px; align-items: baseline; padding: 14px 20px; border-bottom: 1px solid var(--line); }
h1 { font-size: 16px; margin: 0; } h2 { font-size: 17px; margin: 0; overflow-wrap: anywhere; } h3 { font-size: 13px; margin: 24px 0 8px; color: var(--dim); font-weight: 600; }
.dim { color: var(--dim); } .good { color: var(--good); } .bad { color: var(--bad); } .warn { color: var(--warn); }
main { display: grid; grid-template-columns: minmax(220px, 330px) minmax(0, 1fr); height: calc(100vh - 53px); }
nav { border-right: 1px solid var(--line); background: var(--panel); padding: 10px; display: flex; flex-direction: column; min-width: 0; min-height: 0; } nav > :last-child { overflow: auto; }
nav input { width: 100%; padding: 6px 10px; border: 1px solid var(--line); border-radius: 6px; background: var(--bg); }
.chips { display: flex; gap: 6px; margin: 8px 0; flex-wrap: wrap; }
.chips button { border: 1px solid var(--line); background: var(--bg); border-radius: 99px; padding: 1px 10px; cursor: pointer; font-size: 12.5px; }
.chips button[aria-pressed=true] { border-color: var(--accent); color: var(--accent); }
.entry { display: flex; gap: 8px; width: 100%; text-align: left; border: 0; background: none; border-radius: 6px; padding: 4px 8px; cursor: pointer; }
.entry:hover { background: var(--line); } .entry[aria-current=true] { background: var(--accent); color: var(--bg); } .entry[aria-current=true] * { color: inherit; }
.entry span:nth-child(2) { flex: 1; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
article { overflow: auto; padding: 20px 28px 60px; }
.meta { display: flex; flex-wrap: wrap; gap: 4px 16px; margin: 6px 0 0; color: var(--dim); }
.badge { border-radius: 5px; padding: 1px 8px; font-size: 12.5px; font-weight: 600; }
.badge.good { color: var(--good); background: var(--good-bg); } .badge.bad { color: var(--bad); background: var(--bad-bg); } .badge.warn { color: var(--warn); background: var(--warn-bg); }
.opens { display: block; margin-top: 10px; padding: 6px 10px; background: var(--panel); border: 1px solid var(--line); border-radius: 6px; overflow-wrap: anywhere; user-select: all; }
.failure { border-left: 3px solid var(--bad); background: var(--bad-bg); border-radius: 0 6px 6px 0; padding: 8px 12px; margin: 8px 0; overflow-wrap: anywhere; white-space: pre-wrap; }
.failure.follows { border-color: var(--line); background: var(--panel); }
table { border-collapse: collapse; } td, th { text-align: left; padding: 3px 14px 3px 0; vertical-align: top; font-weight: normal; } th { color: var(--dim); }
.sides { width: 100%; table-layout: fixed; margin-top: 6px; } .sides td, .sides th { overflow-wrap: anywhere; } .sides .n { width: 3.5em; } .sides tr.differs td { color: var(--bad); } .sides tr.same td { color: var(--dim); }
.bars { display: flex; align-items: flex-end; gap: 2px; height: 64px; padding: 4px; border: 1px solid var(--line); border-radius: 6px; background: var(--panel); overflow-x: auto; }
.bars button { flex: 1 0 6px; max-width: 60px; min-height: 4px; border: 0; padding: 0; border-radius: 3px 3px 0 0; background: var(--bar); cursor: pointer; }
.bars button.bad { background: var(--bad); } .bars button:hover, .bars button:focus-visible { background: var(--accent); outline: none; }
details { border: 1px solid var(--line); border-radius: 6px; margin: 6px 0; } summary { padding: 6px 12px; cursor: pointer; display: flex; gap: 12px; align-items: baseline; }
summary::before { content: '▸'; color: var(--dim); } details[open] > summary::before { content: '▾'; }
summary .n { min-width: 2.2em; text-align: right; } summary .name { flex: 1; overflow-wrap: anywhere; }
details > div { padding: 10px 14px 10px 32px; border-top: 1px solid var(--line); } details > div > h3:first-child { margin-top: 0; }
.diff div { overflow-wrap: anywhere; white-space: pre-wrap; } .del { color: var(--bad); } .ins { color: var(--good); } .log { white-space: pre-wrap; overflow-wrap: anywhere; }
pre { overflow: auto; background: var(--panel); border: 1px solid var(--line); border-radius: 6px; padding: 10px; margin: 0; max-height: 480px; }
.whole { white-space: nowrap; }
.meter { height: 8px; width: 160px; background: var(--line); border-radius: 99px; overflow: hidden; display: inline-block; vertical-align: middle; } .meter i { display: block; height: 100%; background: var(--good); }
@media (max-width: 800px) { main { grid-template-columns: 1fr; height: auto; } nav { max-height: 40vh; border-right: 0; border-bottom: 1px solid var(--line); }
  article { padding: 16px 16px 40px; } summary { flex-wrap: wrap; gap: 2px 12px; } summary .name { flex: 1 0 60%; } summary .name + span { flex-basis: 100%; padding-left: 4.5em; } }
`;
