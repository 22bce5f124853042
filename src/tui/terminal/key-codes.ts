// What xterm and its kin send for keys that print nothing (ctlseqs, "PC-Style Function Keys"; console_codes(4) for Linux).

/** By final letter of CSI (`ESC [ … A`) and of SS3 (`ESC O A`). */
export const letterKeys: ReadonlyMap<string, string> = new Map([
  ['A', 'up'],
  ['B', 'down'],
  ['C', 'right'],
  ['D', 'left'],
  ['F', 'end'],
  ['H', 'home'],
  ['M', 'enter'],
  ['P', 'f1'],
  ['Q', 'f2'],
  ['R', 'f3'],
  ['S', 'f4'],
]);

/** By number of `ESC [ … ~`. */
export const numberKeys: ReadonlyMap<string, string> = new Map([
  ['1', 'home'],
  ['2', 'insert'],
  ['3', 'delete'],
  ['4', 'end'],
  ['5', 'pageup'],
  ['6', 'pagedown'],
  ['7', 'home'],
  ['8', 'end'],
  ['11', 'f1'],
  ['12', 'f2'],
  ['13', 'f3'],
  ['14', 'f4'],
  ['15', 'f5'],
  ['17', 'f6'],
  ['18', 'f7'],
  ['19', 'f8'],
  ['20', 'f9'],
  ['21', 'f10'],
  ['23', 'f11'],
  ['24', 'f12'],
]);

/** By number of `ESC [ < number ; column ; row M`. Other buttons, and what is held with them, mean nothing here. */
export const mouseKeys: ReadonlyMap<string, string> = new Map([
  ['0', 'click'],
  ['64', 'wheel-up'],
  ['65', 'wheel-down'],
]);

/** The Linux console's `ESC [ [ A`. */
export const consoleKeys: ReadonlyMap<string, string> = new Map([
  ['A', 'f1'],
  ['B', 'f2'],
  ['C', 'f3'],
  ['D', 'f4'],
  ['E', 'f5'],
]);

/** Control bytes that are keys of their own; the others are ctrl with a letter. ctrl-h, -i, -j and -m are these. */
export const controlKeys: ReadonlyMap<string, string> = new Map([
  ['\b', 'backspace'],
  ['\t', 'tab'],
  ['\n', 'enter'],
  ['\r', 'enter'],
  ['\x7f', 'backspace'],
]);
