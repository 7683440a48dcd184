import { markPattern } from '#domain/mark.ts';
import { readable } from '#engine/hear/classify/readable.ts';
import { personAfter } from '#engine/wrapup/slots/person.ts';
import { surnameLength } from '#engine/wrapup/slots/surnames.ts';
import { withoutSecrets } from '#server/without-secrets.ts';

/** The shortest and the longest sentence that is an example. */
const shortest = 4;
const longest = 200;

/**
 * Whether a sentence may become an example, which stays for good: neither a secret nor a sign of one, no number of four figures or more,
 * and nobody's name, whether a field of the call holds it or the sentence itself says it is one.
 */
export function fitToTeach(sentence: string, names: readonly string[]): boolean {
  const text = sentence.trim();
  if (text.length < shortest || text.length > longest) return false;
  if (/[⟦⟧〔〕]/u.test(text) || text.match(markPattern) || withoutSecrets(text) !== text) return false;
  if (
    /\d(?:[\s-]?\d){3,}/u.test(text.normalize('NFKC')) ||
    /[零〇幺一二三四五六七八九](?:[ ,，、]?[零〇幺一二三四五六七八九]){3,}/u.test(text)
  )
    return false;
  return !names.some(name => holdsName(text, name)) && !namesSomebody(text);
}

/** The whole name, or its given part: 周明远, 明远; of one in Latin letters any word of it, however it is written. */
function holdsName(text: string, name: string): boolean {
  const given = name.slice(surnameLength(name));
  if (text.includes(name) || (given.length >= 2 && text.includes(given))) return true;
  const words = latinWords(text);
  return latinWords(name).some(word => word.length >= 3 && words.includes(word));
}

function latinWords(text: string): readonly string[] {
  return text.toLowerCase().match(/\p{Script=Latin}+/gu) ?? [];
}

const introductions = /我叫|名叫|叫做|我姓|免贵姓?|名字(?:是|叫)?|姓名(?:是|叫)?|户名(?:是|叫)?|my name is|this is|i'm|i am/giu;
const titles = /.(?=先生|女士|小姐|太太|老师|经理|总(?!行|部|额|共|数|是|之|得|算|账|价|计)|师傅|Mr|Ms)/gu;

function namesSomebody(text: string): boolean {
  for (const { 0: words, index } of text.matchAll(introductions)) if (personAfter(text, index + words.length)) return true;
  if (/\b(?:Mr|Mrs|Ms|Miss)\.? [A-Z]/u.test(text)) return true;
  return [...text.matchAll(titles)].some(
    ({ index }) => surnameLength(text[index] ?? '') > 0 || surnameLength(text.slice(Math.max(0, index - 1))) === 2,
  );
}

/** Two sentences with one key say the same to whoever learns from them. */
export function exampleKey(text: string): string {
  return readable(text, 'zh').replace(/[\s\p{P}]+/gu, '');
}
