// What a key sets going: something for the session, for the screen itself, or the end.
import type { Command } from '../session/command.ts';
import type { FilePlace } from './editor.ts';
import type { KeyId } from './key-table.ts';
import type { UiAction } from './ui-reducer.ts';

export type Effect =
  /** `beside`: what the screen does by itself at the same time. */
  | { readonly kind: 'command'; readonly command: Command; readonly beside?: UiAction }
  /** As if its key were pressed, after `beside`. */
  | { readonly kind: 'key'; readonly id: KeyId; readonly beside: UiAction }
  | { readonly kind: 'ui'; readonly action: UiAction }
  /** Onto the clipboard. */
  | { readonly kind: 'copy'; readonly text: string; readonly said: string }
  /** A file of the workspace, in the person's editor. */
  | { readonly kind: 'open'; readonly place: FilePlace }
  /** The list of recordings, as it is now; one of them, played. */
  | { readonly kind: 'recordings' }
  | { readonly kind: 'play'; readonly path: string }
  | { readonly kind: 'quit' };
