// What secrets were before somebody changed them: tasks that ran with them still hold them, and they stay masked.
import type { NamedSecret, Settings } from '../task.ts';

export class FormerSecrets {
  #last: Settings['secrets'] = {};
  #former: readonly NamedSecret[] = [];

  /** The settings as they are now, with what was secret under all settings before. */
  added(settings: Settings): Settings {
    const gone = Object.entries(this.#last).filter(([name, value]) => settings.secrets[name] !== value);
    this.#last = settings.secrets;
    if (gone.length > 0) this.#former = [...this.#former, ...gone];
    return this.#former.length > 0 ? { ...settings, formerSecrets: this.#former } : settings;
  }
}
