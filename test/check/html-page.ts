// Draws the HTML report without a browser: its own script on the few parts of a document that it uses.
import { runInNewContext } from 'node:vm';

export class Element {
  readonly children: (Element | string)[] = [];
  readonly attributes = new Map<string, string>();
  readonly #listeners = new Map<string, (event: object) => void>();
  scrollTop = 0;
  open = false;
  value = '';

  constructor(readonly tag: string) {}

  append(...nodes: (Element | string | number)[]): void {
    this.children.push(...nodes.map((node) => (node instanceof Element ? node : String(node))));
  }

  replaceChildren(...nodes: (Element | string)[]): void {
    this.children.length = 0;
    this.append(...nodes);
  }

  setAttribute(name: string, value: string): void {
    this.attributes.set(name, String(value));
  }

  addEventListener(kind: string, listener: (event: object) => void): void {
    this.#listeners.set(kind, listener);
  }

  /** It was brought into sight. */
  isSeen = false;
  scrollIntoView(): void {
    this.isSeen = true;
  }

  querySelector(selector: string): Element | null {
    const name = selector.replace(/^\[|\]$/g, '');
    return this.all().find(({ attributes }) => attributes.has(name)) ?? null;
  }

  fire(kind: string): void {
    this.#listeners.get(kind)?.({ target: this, currentTarget: this });
  }

  all(): readonly Element[] {
    return [this, ...this.children.flatMap((child) => (child instanceof Element ? child.all() : []))];
  }

  /** A line for each element that holds text of its own. */
  get text(): string {
    return this.children.map((child) => (child instanceof Element ? child.text : child)).join('');
  }
}

/** The page as it stands after it was opened. */
export function drawn(html: string): Element {
  const app = new Element('div');
  const islands = [...html.matchAll(/<script type="application\/json" data-kind="(\w+)">(.*)<\/script>/g)];
  const document = {
    createElement: (tag: string) => new Element(tag),
    getElementById: () => app,
    querySelectorAll: (selector: string) =>
      islands.filter(([, kind]) => selector.includes(`=${kind}]`)).map(([, , text]) => ({ textContent: text })),
  };
  const script = /<script>('use strict'[\s\S]*)<\/script>/.exec(html)?.[1] ?? '';
  runInNewContext(script, { document, location: { hash: '', replace() {} } });
  return app;
}

/** The text of each element of this class. */
export function texts(page: Element, className: string): readonly string[] {
  return page
    .all()
    .filter((element) => element.attributes.get('class')?.split(' ').includes(className))
    .map(({ text }) => text);
}
