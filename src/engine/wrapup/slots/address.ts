import type { Read } from '#engine/wrapup/slots/person.ts';

/** An address from a place on: the stretches of one sentence that read like parts of one, from street or town to door (和水县,西华北街,五号楼,六零二). */
export function addressIn(text: string, from = 0): Read | null {
  sentences.lastIndex = from;
  for (let match = sentences.exec(text); match !== null; match = sentences.exec(text)) {
    const parts = partsOf(match[0], match.index);
    const [first, last] = [parts[0], parts.at(-1)];
    const words = parts.map(part => part.text).join('');
    if (!first || !last || (words.match(units) ?? []).length < 2 || !/[\d一二三四五六七八九十零幺]/u.test(words)) continue;
    return { value: words.slice(0, longest), span: [first.at, last.at + last.text.length] };
  }
  return null;
}

const longest = 40;
const sentences = /[^。;；!！?？…]+/gu;

interface Part {
  readonly text: string;
  readonly at: number;
}

function partsOf(sentence: string, at: number): readonly Part[] {
  const parts: Part[] = [];
  for (const match of sentence.matchAll(/[^,，、\s]+/gu)) {
    const lead = leading.exec(match[0])?.[0].length ?? 0;
    const part = match[0].slice(lead).replace(/⟦.*/u, '').replace(trailing, '');
    const isOne = part.length >= 2 && !spoken.test(part) && (unit.test(part) || (parts.length > 0 && door.test(part)));
    if (isOne) parts.push({ text: part, at: at + match.index + lead });
    else if (parts.length > 0 && match[0].length > pause) break; // 呃, 叫个啥: a pause goes on
  }
  return parts;
}

/** A stretch this short between two parts ends nothing. */
const pause = 4;
const unit = /[省市区县旗镇乡村路街巷弄院园苑里号栋幢座楼室排户组铺城]|胡同|单元|公寓|家属/u;
const units = new RegExp(unit.source, 'gu');
const door = /^[\d一二三四五六七八九十零〇幺]{2,5}$/u;
const spoken = /[我你您他她吗呢么啥哪没找给]|怎么|银行|网点|号码|手机|电话|尾号|账号|身份证|工号/u;
const leading =
  /^(?:.*(?:[吗呢吧啊]|写的是|看到是|看见是|[系念读]的是|改成|改为|改到|换成|换到|寄到|寄往|搬到|搬去了?|住在|留的是|登记的是|登记在|留在|地址是|地址在|就在|就是|新的是|现在是|以后都)|(?:嗯|好|行|那|是|在)+)/u;
const trailing = /(?:这边|那边|那儿|这儿|的|吧|啊|呀|嘛|就行|铺子)+$/u;
