import type { Speaker } from '#domain/speaker.ts';
import { type Cue, isConnected } from './cue.ts';
import type { Asked } from './memory.ts';

const request =
  /请|麻烦|报一下|报下|提供|告诉|说一下|说下|念一下|念下|读一下|多少|是什么|什么|核实|核对|核一?下|对一?下|说说|讲一下|叫啥|验证一下|确认一下|输入|发我|发给我|发一下|给我|方便|能不能|可以.{0,6}吗|需要您|需要你|哪个|几号|[?？呢]|\bplease\b|\btell me\b|\bwhat(?:'s| is| are)\b|\bgive me\b|\bprovide\b|\bconfirm\b|\b(?:could|can|may|would) (?:i|you|we)\b|\bi(?:'ll| will)? (?:just )?need\b|\benter\b|\bverify\b|\bread (?:me|out|it|that)\b|\btype\b|\bi have your\b/;
const refusal = /不要|请勿|切勿|不能|不会|别(?:把|告诉|给|说)|千万|无需|不需要|不用|\bnever\b|\bdo not\b|\bdon't\b|\bwon't\b|\bno need\b/;
const offering = /报|说|念|告诉|给您|给你|记一下|听好|发给|\bhere(?:'s| is)\b|\bit's\b|\blet me (?:give|read|tell)\b|\bgive you\b|\bread\b/;
/** Whether the sentence asks for something. */
export function isRequest(text: string): boolean {
  return request.test(text);
}

const turnsLeft = 10;
const turnsLeftMentioned = 4;
const forgetAfterMs = 300_000;

const again =
  /再(?:说|报|念|输|讲|来|重复|确认)|重新|重复一[遍下]|没听清|没听清楚|有误|不正确|\bagain\b|\brepeat\b|\bonce more\b|\bdidn't catch\b|\bincorrect\b|\bone more time\b/;

/** Whether the other side wants the last number once more. */
export function asksAgain(text: string): boolean {
  return again.test(text);
}

/** What is still expected of this speaker. */
export function expectedOf(asked: readonly Asked[], speaker: Speaker, turn: number, atMs: number): readonly Asked[] {
  return asked.filter(
    ask =>
      (ask.of === 'anyone' || ask.of === speaker) &&
      turn - ask.turn <= (ask.certain ? turnsLeft : turnsLeftMentioned) &&
      atMs - ask.atMs <= forgetAfterMs,
  );
}

/** What an utterance makes us expect: the agent's request, or one's own announcement (我的卡号是…) that the digits have yet to follow. */
export function asks(
  text: string,
  cues: readonly Cue[],
  speaker: Speaker,
  turn: number,
  atMs: number,
  answered: (cue: Cue) => boolean,
): readonly Asked[] {
  if (cues.length === 0) return nothing;
  const made: Asked[] = [];
  for (const cue of cues) {
    if (answered(cue)) continue;
    const rest = text.slice(cue.to);
    const isAnnounced = isConnected(rest) && (/[是为:：]|\bis\b|it's/.test(rest) || offering.test(text));
    if (isAnnounced) made.push({ kind: cue.kind, certain: true, of: 'anyone', turn, atMs });
    else if (speaker !== 'customer') {
      const sentence = sentenceAround(text, cue);
      const clause = clauseAround(text, cue);
      const isBeside =
        (cue.kind === 'tail' || cue.kind === 'phone') &&
        cues.some(({ kind, from }) => kind === 'tail' && from >= clause.from && from < clause.to);
      const certain = asksFor(sentence) || (isBeside && asksFor(text.slice(clause.from, clause.to))); // 请报后四位和手机,密码谁也别给
      made.push({ kind: cue.kind, certain, of: 'customer', turn, atMs });
    } else if (cue.kind !== 'amount' && cue.kind !== 'reference' && cue.kind !== 'tail')
      made.push({ kind: cue.kind, certain: offering.test(text) && text.length - cue.to <= 8, of: 'customer', turn, atMs });
  }
  return made;
}

const nothing: readonly Asked[] = [];

/** Adds what was just asked. A new request for a number takes the place of older ones; a mere mention does not. */
export function withAsked(before: readonly Asked[], made: readonly Asked[]): readonly Asked[] {
  if (made.length === 0) return before;
  const kept = made.some(ask => ask.certain) ? [] : before;
  return [
    ...kept.filter(old => !made.some(ask => ask.kind === old.kind && (ask.certain || !old.certain))),
    ...made.filter(ask => !kept.some(old => old.kind === ask.kind && old.certain && !ask.certain)),
  ].slice(-12);
}

function sentenceAround(text: string, cue: Cue): string {
  const before = Math.max(...['。', '！', '!', '. '].map(end => text.lastIndexOf(end, cue.from - 1)));
  const after = /[。！？!?]|\.(?:\s|$)/.exec(text.slice(cue.to));
  return text.slice(before + 1, after ? cue.to + after.index + 1 : text.length);
}

function asksFor(text: string): boolean {
  return request.test(text) && !refusal.test(text);
}

function clauseAround(text: string, cue: Cue): { readonly from: number; readonly to: number } {
  const before = Math.max(...[...'。！!,，'].map(end => text.lastIndexOf(end, cue.from - 1)));
  const after = text.slice(cue.to).search(/[。！？!?,，]/);
  return { from: before + 1, to: after < 0 ? text.length : cue.to + after };
}
