import type { Heard, Hit, HitValue } from '#domain/hit.ts';
import { markPattern } from '#domain/mark.ts';
import type { Slot } from '#domain/slot.ts';
import { personAfter, personIn, type Read } from '#engine/wrapup/slots/person.ts';
import { placeIn } from '#engine/wrapup/slots/place.ts';
import { whenIn } from '#engine/wrapup/slots/when.ts';

/** The value that stands in or beside the words of a cue. */
export function readNear(slot: Slot, hit: Hit, heard: Heard, text: string): Read | null {
  switch (slot.type) {
    case 'choice':
      return null; // its choices have cues of their own
    case 'person':
      return personAfter(text, hit.span[1]);
    case 'place':
      return placeIn(text, hit.span[0], Math.min(text.length, clauseEnd(text, hit.span[1]) + 1), slot.endsIn);
    case 'time':
    case 'date':
      return whenIn(text, heard, hit.span[0]);
    case 'text':
      return textAfter(text, hit);
    case 'phone':
    case 'card':
    case 'id':
    case 'email':
      return markNear(slot.type, text, hit.span[0]);
    default:
      return valueNear(slot, hit, heard);
  }
}

/** The value of an answer to the slot's question; `taken`: spans other slots have read already. */
export function readAnswer(slot: Slot, heard: Heard, text: string, taken: readonly (readonly [number, number])[]): Read | null {
  const isFree = (span: readonly [number, number]) => !taken.some(other => span[0] < other[1] && other[0] < span[1]);
  switch (slot.type) {
    case 'choice':
      return null;
    case 'person':
      return personIn(text);
    case 'place':
      return placeIn(text, 0, text.length, slot.endsIn);
    case 'time':
    case 'date':
      return whenIn(text, heard, null);
    case 'text':
      return wholeAnswer(text);
    case 'phone':
    case 'card':
    case 'id':
    case 'email':
      return markNear(slot.type, text, 0);
    default: {
      const value = heard.values.find(found => fits(slot, found) && isFree(found.span));
      return value ? { value: written(slot, value), span: value.span } : null;
    }
  }
}

function valueNear(slot: Slot, hit: Hit, heard: Heard): Read | null {
  const inside = (hit.values ?? []).filter(
    value => fits(slot, value) || ((slot.type === 'amount' || slot.type === 'percent') && value.class === 'number'),
  );
  const around = heard.values.filter(value => fits(slot, value) && value.span[0] < hit.span[1] + 6 && hit.span[0] - 6 < value.span[1]);
  const value = inside.at(-1) ?? around[0]; // a cue ends with the value it is about
  return value ? { value: written(slot, value), span: value.span } : null;
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

function written(slot: Slot, value: HitValue): string {
  return slot.type === 'percent' ? `${value.value.replace(/%$/, '')}%` : value.value;
}

function markNear(type: 'phone' | 'card' | 'id' | 'email', text: string, near: number): Read | null {
  if (!text.includes('⟦')) return null;
  const marks = [...text.matchAll(markPattern)].filter(match => match[1] === type);
  const after = marks.find(match => match.index + match[0].length >= near) ?? marks[0];
  return after ? { value: after[0], span: [after.index, after.index + after[0].length] } : null;
}

const longestText = 40;

/** What follows the cue in its clause; where nothing does, the cue's own clause says it. */
function textAfter(text: string, hit: Hit): Read | null {
  const end = clauseEnd(text, hit.span[1]);
  if (hit.values) return trimmed(text, hit.span[0], hit.span[1]); // the cue says how much itself: 只有三笔
  const after = trimmed(text, hit.span[1], end);
  if (after && after.value.length >= 2) return after;
  return hit.span[1] - hit.span[0] > shortCue ? trimmed(text, hit.span[0], end) : null;
}

/** A cue of a few characters only leads to a value; a longer one may be it. */
const shortCue = 5;

/** Nothing where the answer asks back or only goes along (好,好,我打). */
function wholeAnswer(text: string): Read | null {
  if (/[??]\s*$|(?:吗|呢|不|没)[。!]?$/u.test(text)) return null;
  const agreed = /^(?:(?:对|是|好|嗯|行|可以|哦|啊|要得)的?[,，。、\s]+)*/u.exec(text)?.[0].length ?? 0;
  const read = trimmed(text, agreed, text.length);
  return read && (agreed === 0 || read.value.length > 2) ? read : null;
}

function trimmed(text: string, from: number, to: number): Read | null {
  const raw = text.slice(from, to);
  const lead = /^(?:[\s,。、:;!?…]|嗯|呃|啊|哦|那个|就是|这个|是|的|您的|你们的?)*/u.exec(raw)?.[0].length ?? 0;
  const value = raw
    .slice(lead)
    .replace(/[\s,。、:;!?…]*(?:的|吧|啊|呀|嘛|呢|对吗|对吧|是吗)?[\s,。、:;!?…]*$/u, '')
    .slice(0, longestText)
    .split(goesOn)[0] as string;
  return value === '' || notSaid.test(value) ? null : { value, span: [from + lead, from + lead + value.length] };
}

/** A question, a mark or words about the other's own are no value. */
const notSaid = /^(?:对|是|好|嗯|行|可以|没有?|不是?|有)+$|⟦|什么|哪|谁|多少|怎么|几[个天时期]|吗|您|预留/u;
/** Speech without punctuation goes on with one of these. */
const goesOn = /(?:的说|说我|让我|要我|叫我|然后|因为|所以|但是|可是|查完|后来)/u;

function clauseEnd(text: string, from: number): number {
  const found = text.slice(from).search(/[,。;!?…,;!?]/u);
  return found < 0 ? text.length : from + found;
}
