// How the screen looks and what it may use of the terminal: from the command line, the settings and the environment.
import type { Config } from '../step.ts';
import { glyphsFor } from '../tui/glyphs.ts';
import { forceColor, groundOf } from '../tui/terminal/environment.ts';

/** Words of the command line. */
export interface LookFlags {
  readonly ascii: boolean;
  readonly mouse: boolean;
}

export function looksFor({ ascii, mouse }: LookFlags, config: Pick<Config, 'theme' | 'ascii' | 'mouse' | 'editor'>) {
  return {
    mode: config.theme ?? groundOf(process.env),
    colour: forceColor(process.env) !== '0',
    glyphs: glyphsFor(ascii || config.ascii, process.env),
    mouse: mouse || config.mouse === true,
    editor: config.editor,
  };
}
