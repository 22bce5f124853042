// Regular expressions that no text can match. Only plain ones are understood; of all others nothing is said.

/** Null where it may well match. */
export function whyImpossible(source: string, flags: string): string | null {
  if (/[|(]/.test(source.replace(/\\.|\[(?:\\.|[^\]\\])*\]/g, 'x')))
    return source === '(?!)' ? 'it excludes everything' : null;
  if (flags.includes('m') || flags.includes('v')) return null;
  let hasText = false;
  let isOver = false;
  for (const atom of atomsOf(source)) {
    if (atom.text === '[]') return atom.isNeeded ? '[] is a set without characters' : null;
    if (atom.text === '^' && hasText) return 'something must come before the beginning (^)';
    if (atom.text === '$') isOver = true;
    else if (atom.text !== '^' && !/^\\[bB]$/.test(atom.text) && atom.isNeeded) {
      if (isOver) return 'something must come after the end ($)';
      hasText = true;
    }
  }
  return null;
}

interface Atom {
  readonly text: string;
  readonly isNeeded: boolean;
}

function atomsOf(source: string): readonly Atom[] {
  const found = source.matchAll(/(\\.|\[(?:\\.|[^\]\\])*\]|[^\\[])(\*\??|\?\??|\+\??|\{\d+(?:,\d*)?\}\??)?/gsu);
  return [...found].map(([, text = '', many = '']) => ({ text, isNeeded: !/^(\*|\?|\{0[,}])/.test(many) }));
}
