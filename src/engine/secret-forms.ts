// The forms in which a secret may stand inside a longer text: as it is, line by line, and JSON-, URL- and base64-encoded.

/** Shorter values stand in too many innocent texts. */
export const SHORTEST_SECRET = 6;

export function formsOf(value: string): string[] {
  const lines = value.split(/\r?\n/).map((line) => line.trim());
  const forms = [value, ...lines].flatMap((text) => [text, jsonForm(text), encodeURIComponent(text), queryForm(text)]);
  return [...new Set([...forms, ...base64Forms(value)])].filter((form) => form.length >= SHORTEST_SECRET);
}

function jsonForm(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** A blank is `+` in a query. */
function queryForm(text: string): string {
  return new URLSearchParams({ v: text }).toString().slice(2);
}

/**
 * Base64 of a longer text holds the value's bytes shifted by 0, 1 or 2: of each the characters that hang on nothing but the
 * value.
 */
function base64Forms(value: string): string[] {
  const bytes = new TextEncoder().encode(value);
  return [0, 1, 2].map((shift) => {
    const padded = new Uint8Array(shift + bytes.length);
    padded.set(bytes, shift);
    const text = btoa(String.fromCharCode(...padded));
    return text.slice(Math.ceil((shift * 8) / 6), Math.floor(((shift + bytes.length) * 8) / 6));
  });
}
