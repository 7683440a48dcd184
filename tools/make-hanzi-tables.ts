import { writeFileSync } from 'node:fs';
import * as OpenCC from 'opencc-js';
import { pinyin } from 'pinyin-pro';

/** Writes the character tables hearing needs, so that neither OpenCC nor a pinyin dictionary is loaded at run time. */
const folder = 'src/engine/hear/tables';
writeFileSync(`${folder}/simplified.ts`, simplifiedFile());
writeFileSync(`${folder}/syllables.ts`, syllablesFile());

function simplifiedFile(): string {
  const convert = OpenCC.Converter({ from: 't', to: 'cn' });
  let pairs = '';
  for (const [from, to] of [
    [0x3400, 0x4dbf],
    [0x4e00, 0x9fff],
    [0xf900, 0xfaff],
  ] as const) {
    for (let code = from; code <= to; code++) {
      const char = String.fromCharCode(code);
      const simple = convert(char);
      if (simple !== char && simple.length === 1) pairs += char + simple;
    }
  }
  return `/** Traditional characters, each followed by its simplified one. Made by tools/make-hanzi-tables.ts from OpenCC (Apache-2.0). */\nexport const simplifiedPairs =\n  '${pairs}';\n`;
}

/** The 6,763 characters of GB 2312, by the syllable they are usually read with, without tone. */
function syllablesFile(): string {
  const decoder = new TextDecoder('gb18030');
  const bySyllable = new Map<string, string>();
  for (let high = 0xb0; high <= 0xf7; high++) {
    for (let low = 0xa1; low <= 0xfe; low++) {
      const char = decoder.decode(new Uint8Array([high, low]));
      if (!/^[\u4e00-\u9fff]$/u.test(char)) continue;
      const syllable = pinyin(char, { toneType: 'none', v: true });
      if (/^[a-z]+$/.test(syllable)) bySyllable.set(syllable, (bySyllable.get(syllable) ?? '') + char);
    }
  }
  const lines = [...bySyllable].sort(([a], [b]) => (a < b ? -1 : 1)).map(([syllable, chars]) => syllable + chars);
  return `/** Each syllable with the characters usually read so, without tone. Made by tools/make-hanzi-tables.ts from pinyin-pro (MIT). */\nexport const syllables =\n  '${lines.join(' ')}';\n`;
}
