import type { Heard, Hit, HitValue } from '#domain/hit.ts';
import { markPattern } from '#domain/mark.ts';
import type { Slot } from '#domain/slot.ts';
import { addressIn } from '#engine/wrapup/slots/address.ts';
import { bareNumber, onesIn } from '#engine/wrapup/slots/bare-number.ts';
import { codeIn } from '#engine/wrapup/slots/codes/code.ts';
import { personAfter, personIn, type Read } from '#engine/wrapup/slots/person.ts';
import { placeIn } from '#engine/wrapup/slots/place.ts';
import { roughSum } from '#engine/wrapup/slots/rough-sum.ts';
import { isTakenBack, standing } from '#engine/wrapup/slots/taken-back.ts';
import { dayTold } from '#engine/wrapup/slots/told-day.ts';
import { whenIn } from '#engine/wrapup/slots/when.ts';

/** The value that stands in or beside the words of a cue. */
export function readNear(slot: Slot, hit: Hit, heard: Heard, text: string): Read | null {
  switch (slot.type) {
    case 'choice':
      return null; // its choices have cues of their own
    case 'person':
      return personAfter(text, hit.span[1]);
    case 'place':
      return (
        quotedAt(text, hit.span[1]) ??
        placeIn(text, hit.span[0], Math.min(text.length, clauseEnd(text, hit.span[1]) + 1), slot.endsIn) ??
        (naming.test(text.slice(...hit.span)) ? nameAfter(text, hit.span[1]) : null)
      );
    case 'time':
    case 'date':
      return asOfDay(slot, whenIn(text, heard, hit.span)) ?? dayTold(slot, heard, text);
    case 'code':
      return codeIn(slot, text, hit.span[1]);
    case 'text':
    case 'choices':
      return textAfter(slot, text, hit);
    case 'phone':
    case 'card':
    case 'id':
    case 'email':
      return markNear(slot.type, text, hit.span[0], () => true) ?? (takesAddress(slot) ? addressIn(text, hit.span[0]) : null);
    default:
      return (slot.type === 'tail' && letteredTail(text, hit.span[0])) || valueNear(slot, hit, heard, text);
  }
}

/** The value of an answer to the slot's question; `taken`: spans other slots have read already. */
export function readAnswer(slot: Slot, heard: Heard, text: string, taken: readonly (readonly [number, number])[]): Read | null {
  const isFree = (span: readonly [number, number]) => !taken.some(other => span[0] < other[1] && other[0] < span[1]);
  switch (slot.type) {
    case 'choice':
    case 'choices':
      return null;
    case 'person':
      return personIn(text);
    case 'place':
      return placeIn(text, 0, text.length, slot.endsIn);
    case 'time':
    case 'date':
      return dayTold(slot, heard, text) ?? asOfDay(slot, whenIn(text, heard, null, isFree));
    case 'code':
      return codeIn(slot, text);
    case 'text':
      return wholeAnswer(text);
    case 'phone':
    case 'card':
    case 'id':
    case 'email':
      return markNear(slot.type, text, 0, isFree) ?? (takesAddress(slot) ? addressIn(text) : null);
    default: {
      const lettered = slot.type === 'tail' ? letteredTail(text, 0) : null;
      if (lettered && isFree(lettered.span)) return lettered;
      const fitting = heard.values.filter(found => fits(slot, found) || (slot.type === 'tail' && isReadOut(found, text)));
      const value = standing(fitting, text, endOf).find(found => isFree(found.span)) ?? bareNumber(slot, heard, text, isFree);
      if (value) return { value: written(slot, value), span: value.span };
      return slot.type === 'amount' ? roughSum(text) : null;
    }
  }
}

/** 明天上午十点: a date keeps the day and its part, and no hour. */
function asOfDay({ type }: Slot, read: Read | null): Read | null {
  if (type !== 'date' || !read) return read;
  const value = read.value.replace(/\d+点.*$/u, '');
  return value === '' ? null : { ...read, value };
}

/** Old and new of a change of data are a number or an address; the number a customer is known by is a number. */
function takesAddress({ type, identity }: Slot): boolean {
  return type === 'phone' && !identity;
}

function valueNear(slot: Slot, hit: Hit, heard: Heard, text: string): Read | null {
  const inside = (hit.values ?? []).filter(
    value =>
      fits(slot, value) ||
      ((slot.type === 'amount' || slot.type === 'percent') && value.class === 'number' && countsNothing(value, heard, text)),
  );
  const around = heard.values.filter(value => fits(slot, value) && value.span[0] < hit.span[1] + 6 && hit.span[0] - 6 < value.span[1]);
  const ones = slot.type === 'number' && inside.length === 0 ? onesIn(text, hit.span) : null;
  if (ones) return ones;
  const named = inside.at(-1) ?? around[0]; // a cue ends with the value it is about
  if (!named && slot.type === 'amount') return roughSum(text, hit.span);
  const value = named && isTakenBack(text, named.span[1]) ? insteadOf(named, slot, heard, text) : named;
  return value ? withLetters(slot, { value: written(slot, value), span: value.span }, text) : null;
}

/** 单号G幺幺零四二七: the letters a number begins with. */
function withLetters({ type }: Slot, read: Read, text: string): Read {
  const letters = type === 'number' ? /[A-Za-z]{1,3}(?=[\s-]?$)/u.exec(text.slice(0, read.span[0])) : null;
  return letters ? { value: `${letters[0].toUpperCase()}${read.value}`, span: [letters.index, read.span[1]] } : read;
}

/** 三 of 三年 is no sum; 两百 of 两百年费 is. */
function countsNothing({ span }: HitValue, { values }: Heard, text: string): boolean {
  return !values.some(
    ({ class: of, span: other }) =>
      (of === 'term' || of === 'date' || of === 'time') &&
      other[0] <= span[0] &&
      span[1] <= other[1] &&
      !/^[费废飞]/u.test(text.slice(other[1])),
  );
}

/** What is put in place of a value taken back: 三千,不对,是五千. */
function insteadOf(taken: HitValue, slot: Slot, heard: Heard, text: string): HitValue | undefined {
  return heard.values.find(
    value =>
      fits(slot, value) &&
      value.span[0] > taken.span[1] &&
      /^.{0,12}?(?:不对|不是|错了?)[,，。、\s]*(?:应该|应当|其实|我)?(?:说)?(?:的)?(?:是|转了?)?$/u.test(
        text.slice(taken.span[1], value.span[0]),
      ),
  );
}

/** The last four of an identity number that ends in a letter: 三幺七X, 二幺七叉. */
function letteredTail(text: string, near: number): Read | null {
  for (const match of text.matchAll(/([0-9零〇幺一二三四五六七八九]{3})\s?(?:[xX](?![a-zA-Z])|叉|艾克斯)/gu)) {
    const end = match.index + match[0].length;
    if (end <= near || isTakenBack(text, end)) continue;
    return { value: `${[...(match[1] as string)].map(plainDigit).join('')}X`, span: [match.index, end] };
  }
  return null;
}

function plainDigit(char: string): string {
  const at = '零一二三四五六七八九'.indexOf(char);
  return char === '幺' ? '1' : char === '〇' ? '0' : at < 0 ? char : String(at);
}

function fits(slot: Slot, value: HitValue): boolean {
  switch (slot.type) {
    case 'amount':
      return value.class === 'amount';
    case 'percent':
      return value.class === 'percent';
    case 'term':
      return value.class === 'term';
    case 'tail':
      return (value.class === 'digits' || value.class === 'number') && /^\d{3}[\dXx]$/.test(value.value);
    default:
      return value.class === 'number' || value.class === 'digits';
  }
}

/** 杨桂花 三三零九: four digits one by one are no sum, whatever stands before them. */
function isReadOut({ class: of, span }: HitValue, text: string): boolean {
  return of === 'amount' && /^[0-9零〇幺一二三四五六七八九]{4}$/u.test(text.slice(...span));
}

function written(slot: Slot, value: HitValue): string {
  return slot.type === 'percent' ? `${value.value.replace(/%$/, '')}%` : value.value;
}

function markNear(type: 'phone' | 'card' | 'id' | 'email', text: string, near: number, isFree: (span: Span) => boolean): Read | null {
  if (!text.includes('⟦')) return null;
  const marks = [...text.matchAll(markPattern)]
    .filter(match => match[1] === type && (type === 'email' || (match[3] !== undefined && !(type === 'phone' && match[4] === '✗'))))
    .map(match => ({ value: match[0], span: [match.index, match.index + match[0].length] as const })); // a piece of a number, or none that could be rung
  const free = standing(marks, text, endOf).filter(({ span }) => isFree(span));
  return free.find(({ span }) => span[1] >= near) ?? free[0] ?? null;
}

type Span = readonly [number, number];

function endOf({ span }: { readonly span: Span }): number {
  return span[1];
}

const longestText = 40;

/** What follows the cue in its clause; where nothing does, the cue's own clause says it. */
function textAfter(slot: Slot, text: string, hit: Hit): Read | null {
  const from = hit.span[1] + (/^[…,，]+/u.exec(text.slice(hit.span[1]))?.[0].length ?? 0); // 它说……此设备未绑定 · 写的是,人脸比对没通过
  const end = clauseEnd(text, from);
  const secret = hit.values?.find(value => value.value.startsWith('⟦'));
  if (secret) return { value: secret.value, span: secret.span };
  const cue = text.slice(...hit.span);
  const count = slot.speaker === 'any' ? howOften.exec(cue) : null;
  if (count) return { value: count[0], span: [hit.span[0] + count.index, hit.span[0] + count.index + count[0].length] }; // the system says how often
  if (hit.values || howOften.test(cue)) return trimmed(text, hit.span[0], Math.min(hit.span[1], clauseEnd(text, hit.span[0]))); // the cue says how much itself: 只有三笔
  if (/^[?？]/u.test(text.slice(end))) return quotedAt(text, hit.span[1]); // 是写着二零一九年那个不?
  if (addressEnds.test(cue)) return addressIn(text, hit.span[0]);
  const after = quotedAt(text, from) ?? trimmed(text, from, end);
  if (after && after.value.length >= 2) return withCode(after, text);
  return hit.span[1] - hit.span[0] > shortCue ? trimmed(text, hit.span[0], end) : null;
}

/** 写的星际玩家, 叫么事,星河互娱: a name that ends in no word for a place, after words that say it is one. */
function nameAfter(text: string, cueEnd: number): Read | null {
  const from = cueEnd + (/^[,，、\s]+/u.exec(text.slice(cueEnd))?.[0].length ?? 0);
  const read = trimmed(text, from, clauseEnd(text, from));
  return read && /^[\p{Script=Han}A-Za-z0-9]{2,8}$/u.test(read.value) && !noName.test(read.value) ? { ...read, confidence: 0.65 } : null;
}

/** 有款稳享半年,代码A六零二: what a thing is called and its code. */
function withCode({ value, span }: Read, text: string): Read {
  const code = /^["”」』]?[,，]((?:代码|代号|编号)[^,，。;；!！?？…]{2,10})/u.exec(text.slice(span[1]));
  return code ? { value: `${value},${code[1]}`, span: [span[0], span[1] + code[0].length] } : { value, span };
}

const naming = /(?:叫|写的|写着|显示的?)(?:是|个)?(?:什么|啥|么事|么子|甚)?$/u;
const noName = /[我你他她这那就都没不了么什啥甚]|^[一二两三四五六七八九十百千万\d]+/u;

const addressEnds = /[区路街镇县村院巷弄]$/u;
const howOften = /[一二两三四五六七八九十\d]+[次回笔]/u;

/** A cue of a few characters only leads to a value; a longer one may be it. */
const shortCue = 5;

/** Nothing where the answer asks back or only goes along (好,好,我打). */
function wholeAnswer(text: string): Read | null {
  if (/[?？]|(?:吗|呢|不|没)[。!]?$/u.test(text)) return quoted(text);
  const address = addressIn(text);
  if (address) return address;
  const agreed = /^(?:(?:对|是|好|嗯|行|可以|哦|啊|要得)的?[,，。、\s]+)*/u.exec(text)?.[0].length ?? 0;
  const read = quoted(text) ?? trimmed(text, agreed, text.length);
  return read && (agreed === 0 || read.value.length > 2) ? read : null;
}

/** What is read out, between quotation marks: 写的是"当前设备未绑定". */
function quoted(text: string): Read | null {
  const match = /["“「『]([^"“”「」『』⟦]{3,40})["”」』]/u.exec(text);
  return match ? { value: match[1] as string, span: [match.index + 1, match.index + 1 + (match[1] as string).length] } : null;
}

/** The same, where it begins right after a cue. */
function quotedAt(text: string, from: number): Read | null {
  const read = quoted(text.slice(from));
  return read && read.span[0] <= 3 ? { value: read.value, span: [from + read.span[0], from + read.span[1]] } : null;
}

function trimmed(text: string, from: number, to: number): Read | null {
  const raw = text.slice(from, to);
  const lead =
    /^(?:(?:[它他]|上面|上头)?先?(?:[说讲写叫话]|显示|提示)(?:的是|是|个)?(?:什么|啥子?|咩|么事)(?=\p{Script=Han}{4})|[\s,。、:;!?…]|嗯|呃|啊|哦|那个|就是|这个|是|的|您的|你们的?|(?:[说讲写叫]|显示|提示)(?:的是|是|个)?什么(?=[\s,。、…]))*/u.exec(
      raw,
    )?.[0].length ?? 0;
  const value = raw
    .slice(lead)
    .replace(/[\s,。、:;!?…]*(?:的|吧|啊|呀|嘛|呢|对吗|对吧|是吗)?[\s,。、:;!?…]*$/u, '')
    .slice(0, longestText)
    .split(goesOn)[0] as string;
  return value.length < 2 || notSaid.test(value) ? null : { value, span: [from + lead, from + lead + value.length] };
}

/** A question, a mark or words about the other's own are no value. */
const notSaid =
  /^(?:对|是|好|嗯|行|可以|没有?|不是?|有)+$|⟦|什么|啥|哪|谁|多少|多久|多长|怎么|几[个天时期]|吗|您|预留|我看看|等[我下会]|等一下|^就(?:这|那)[些个样]$|^[它他]?(?:说|讲|写)$|记(?:下|住)了|晓得|知道了|明白|也好$|还?挺好$|^(?:那|你|我)?(?:你|给我|帮我)?(?:再)?(?:查|看|说|讲)(?:看|查|说|讲|一下|吧)?$|到底|看看到/u;
/** Speech without punctuation goes on with one of these. */
const goesOn = /(?:的说|说我|让我|要我|叫我|然后|因为|所以|但是|可是|查完|后来)/u;

function clauseEnd(text: string, from: number): number {
  const found = text.slice(from).search(/[,。;!?…,;!?]/u);
  return found < 0 ? text.length : from + found;
}
