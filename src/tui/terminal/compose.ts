// A frame made of Ink's tree by putting ready rows beside and below each other. Ink itself reads each visible text anew, cell
// by cell, in every frame, which is nearly all that a frame costs. Null where the tree holds what is for Ink to draw.
import type { DOMElement } from 'ink';

type Child = DOMElement['childNodes'][number];

/** The first column behind what a row of the screen holds so far, and that. */
interface Composed {
  end: number;
  text: string;
}

export function compose(root: DOMElement): string | null {
  const { yogaNode } = root;
  if (yogaNode === undefined || root.staticNode !== undefined) return null;
  const rows = Array.from({ length: yogaNode.getComputedHeight() }, (): Composed => ({ end: 0, text: '' }));
  if (!placed(root, 0, 0, rows)) return null;
  const columns = yogaNode.getComputedWidth();
  return rows.some(({ end }) => end > columns) ? null : rows.map(({ text }) => text.trimEnd()).join('\n');
}

function placed(node: DOMElement, x: number, y: number, rows: readonly Composed[]): boolean {
  return node.childNodes.every((child) => {
    const { yogaNode } = child;
    if (!isElement(child) || yogaNode === undefined) return false;
    const left = x + yogaNode.getComputedLeft();
    const top = y + yogaNode.getComputedTop();
    if (child.nodeName === 'ink-box') return isPlain(child) && placed(child, left, top, rows);
    return appended(rows[top], left, child);
  });
}

function isElement(node: Child): node is DOMElement {
  return node.nodeName !== '#text';
}

/** A box that shows nothing of its own and hides nothing. */
function isPlain({ style, internal_static, internal_transform }: DOMElement): boolean {
  const { borderStyle, backgroundColor, overflow, overflowX, overflowY, display } = style;
  const isBare = borderStyle === undefined && backgroundColor === undefined && display !== 'none';
  const isOpen = [overflow, overflowX, overflowY].every((value) => value !== 'hidden');
  return isBare && isOpen && !internal_static && internal_transform === undefined;
}

/** Only what `Row` makes has a size of its own. Rows never overlap, and come from left to right. */
function appended(row: Composed | undefined, x: number, { style, childNodes }: DOMElement): boolean {
  const [content] = childNodes;
  const { width, height } = style;
  if (row === undefined || typeof width !== 'number' || height !== 1 || x < row.end) return false;
  if (content === undefined || isElement(content) || childNodes.length > 1) return false;
  row.text += ' '.repeat(x - row.end) + content.nodeValue;
  row.end = x + width;
  return true;
}
