// A value in the tone of its type.
import { previewText, valueText } from '../../format/value.ts';
import type { Json } from '../../step.ts';
import { type Span, span } from '../line.ts';
import type { Tone } from '../theme.ts';

export function valueSpan(value: Json | undefined, columns: number): Span {
  return span(valueText(value, columns), valueTone(value));
}

export function previewSpan(value: Json | undefined, columns: number): Span {
  return span(previewText(value, columns), valueTone(value));
}

export function valueTone(value: Json | undefined): Tone {
  if (typeof value === 'string') return 'string';
  if (typeof value === 'number') return 'number';
  return typeof value === 'object' && value !== null ? 'dim' : 'atom';
}
