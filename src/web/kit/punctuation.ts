const wide: Readonly<Record<string, string>> = { ',': '，', '.': '。', '?': '？', '!': '！', ':': '：', ';': '；', '(': '（', ')': '）' };
const cjk = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f⟧]/u;

/**
 * Half-width punctuation beside Chinese is painted full width, one character for one, so spans count the same.
 * A sign between Latin letters or digits (3.5, 10:42) stays as it is, and so does a text that has nothing Chinese but marks.
 */
export function paintPunctuation(text: string): string {
  if (!/\p{Script=Han}/u.test(text)) return text;
  let painted = '';
  for (let at = 0; at < text.length; at++) {
    const sign = text[at] ?? '';
    const full = wide[sign];
    if (!full) {
      painted += sign;
      continue;
    }
    const before = painted.at(-1) ?? '';
    const after = text[at + 1] ?? '';
    const opens = sign === '(';
    const beside = opens ? cjk.test(after) || cjk.test(before) : cjk.test(before);
    const numeric = /[0-9A-Za-z]/.test(before) && /[0-9A-Za-z]/.test(after);
    const chinese = beside || (/[0-9A-Za-z%_]/.test(before) && (cjk.test(after) || (after === '' && cjk.test(text))));
    painted += chinese && !numeric ? full : sign;
  }
  return painted;
}
