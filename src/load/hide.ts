// A text of which only its shape is left to be seen: frames of files that hold secrets.

/** Words other than those to keep become dots, as many as they have characters: every place stays where it is. */
export function hideWords(text: string, keep: ReadonlySet<string>): string {
  return text.replace(/[^\s:,[\]{}"'#]+/g, (word) => (keep.has(word) ? word : '•'.repeat(word.length)));
}

/** `steps:` and nothing behind it; where it stands is how far what is in it is indented at least. */
const LIST = /^( *(?:- +)?)(?:steps|libraries): *$/;
/** A file or a folder by its path, and nothing else. */
const FILE = /^ *(?:- +)?(?:(?:syncPath|path|folder|file): +)?[^\s:,[\]{}#&*!|>][^:,[\]{}#]*$/;

/** As `hideWords`, but for lists of files: of these every line stays until one is something else. */
export function hideAllButFiles(text: string, keep: ReadonlySet<string>): string {
  let indent: number | null = null;
  const lines = text.split('\n').map((line) => {
    const list = LIST.exec(line);
    if (list) {
      indent = list[1]?.length ?? 0;
      return hideWords(line, keep);
    }
    if (line.trim() !== '' && indent !== null && !(isBelow(line, indent) && FILE.test(line.trimEnd()))) indent = null;
    return indent === null ? hideWords(line, keep) : line;
  });
  return lines.join('\n');
}

/** A list may be indented as far as the key that it belongs to. */
function isBelow(line: string, indent: number): boolean {
  const own = line.length - line.trimStart().length;
  return own > indent || (own === indent && line.startsWith('-', own));
}
