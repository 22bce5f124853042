// A text of which only its shape is left to be seen: frames of files that hold secrets.

/** Words other than those to keep become dots, as many as they have characters: every place stays where it is. */
export function hideWords(text: string, keep: ReadonlySet<string>): string {
  return text.replace(/[^\s:,[\]{}"'#]+/g, (word) => (keep.has(word) ? word : '•'.repeat(word.length)));
}
