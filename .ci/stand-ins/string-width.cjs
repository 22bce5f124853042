// string-width, loaded when the first text needs it: its regular expressions and its segmenter take longer to make than the
// rest of Ink takes to load, and nearly all texts are plain ASCII.
const PLAIN = /^[\x20-\x7e]*$/;
let measure;

module.exports = function stringWidth(text, options) {
  if (PLAIN.test(text)) return text.length;
  measure ??= require('string-width').default;
  return measure(text, options);
};
