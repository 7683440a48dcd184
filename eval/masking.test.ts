import { expect, test } from 'vitest';
import { admit, type DoorMemory, doorStart, peek, readmit } from '#engine/door/door.ts';
import { look } from '#engine/door/look.ts';
import { chance, type Dice, diceOf, upTo } from './dice.ts';
import { maskingItems, maskingReport } from './masking.ts';
import type { Item, Part, Turn } from './masking-secrets.ts';

const items = maskingItems(20261122, 200, 100);
const others = maskingItems(7, 300, 0);
const digit = /[\d零〇一二三四五六七八九幺两]|\b(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|double)\b/;

test('every generated secret is masked and nothing else is', () => {
  const { recall, precision, n, missed, wrong } = maskingReport(items);
  expect({ missed, wrong }).toEqual({ missed: [], wrong: [] });
  expect({ recall, precision, n }).toEqual({ recall: 1, precision: 1, n: 300 });
});

test('nothing to measure is null, not zero', () =>
  expect(maskingReport([])).toMatchObject({ recall: null, precision: null, n: 0, characters: { recall: null, precision: null } }));

test.each([1, 2, 3])('split over turns at any place no digit of a secret survives (seed %i)', seed => {
  const dice = diceOf(seed);
  const survived: string[] = [];
  for (const item of others) {
    const turns = splitAnywhere(dice, item);
    let memory = doorStart;
    for (const [at, turn] of turns.entries()) {
      const { edits, memory: after } = look(memory, { speaker: turn.speaker, text: textOf(turn), lang: item.lang, atMs: at * 2000 });
      memory = after;
      let place = 0;
      for (const part of turn.parts) {
        const left = [...part.text].filter((_, i) => !edits.some(edit => edit.from <= place + i && edit.to > place + i)).join('');
        if (part.is === 'secret' && digit.test(left)) survived.push(`${item.id} ${item.class}: ${turns.map(textOf).join(' | ')}`);
        place += part.text.length;
      }
    }
  }
  expect([...new Set(survived)]).toEqual([]);
});

test('an unfinished utterance never shows a digit that the finished one hides', () => {
  const shown: string[] = [];
  for (const item of items.filter((_, at) => at % 2 === 0)) {
    let memory = doorStart;
    for (const [at, turn] of item.turns.entries()) {
      const text = textOf(turn);
      const said = { speaker: turn.speaker, lang: item.lang, atMs: at * 3000 };
      const { edits, memory: after } = look(memory, { ...said, text });
      for (let end = 1; end <= text.length; end++) {
        const seen = peek(memory, { ...said, text: text.slice(0, end) }).replace(/⟦[^⟧]*⟧/g, ' ');
        const open = [...text.slice(0, end)].filter((_, i) => !edits.some(edit => edit.from <= i && edit.to > i)).join('');
        if (digitsIn(seen, turn) > digitsIn(open, turn)) shown.push(`${item.id} ${text.slice(0, end)} → ${seen}`);
      }
      memory = after;
    }
  }
  expect(shown).toEqual([]);
});

test('stored text comes back unchanged and gives the same numbers', () => {
  for (const item of items) {
    let live: DoorMemory = doorStart;
    let again: DoorMemory = doorStart;
    for (const [at, turn] of item.turns.entries()) {
      const said = { speaker: turn.speaker, text: textOf(turn), lang: item.lang, atMs: at * 3000 };
      const admitted = admit(live, said);
      const replayed = readmit(again, { ...said, text: admitted.text });
      expect(replayed.text).toBe(admitted.text);
      live = admitted.memory;
      again = replayed.memory;
    }
    expect(again.given).toEqual(live.given);
  }
});

test('a password, PIN, one-time code or CVV is neither remembered nor sealed', () => {
  for (const item of [...items, ...others].filter(item => ['password', 'pin', 'otp', 'cvv'].includes(item.class))) {
    let memory = doorStart;
    for (const [at, turn] of item.turns.entries()) {
      const admitted = admit(memory, { speaker: turn.speaker, text: textOf(turn), lang: item.lang, atMs: at * 3000 });
      memory = admitted.memory;
      expect({ id: item.id, sealed: admitted.sealed }).toEqual({ id: item.id, sealed: [] });
      const { turn: _, asked: __, ...rest } = memory; // counters and times are no values
      const numbers = JSON.stringify({ ...rest, open: rest.open && { ...rest.open, atMs: 0 } });
      if (item.value.length >= 4) expect(numbers).not.toContain(item.value);
      expect({ id: item.id, class: memory.open?.class, groups: memory.open?.groups ?? [] }).toMatchObject({ groups: [] });
    }
  }
});

function textOf(turn: Turn): string {
  return turn.parts.map(part => part.text).join('');
}

/** Digits of the secret, not the 一 of 等一下 between its groups. */
function digitsIn(text: string, turn: Turn): number {
  const isTyped = turn.parts.some(part => part.is === 'secret' && /\d/.test(part.text));
  const plain = text.replace(/一下|一个|一边/g, '').replace(/一$/, '');
  return [...plain].filter(char => (isTyped ? /\d/ : /[\d零〇二三四五六七八九幺两]/).test(char)).length;
}

/** The secret of an item cut into turns at places drawn by lot, with the agent saying something harmless in between. */
function splitAnywhere(dice: Dice, item: Item): readonly Turn[] {
  const turns: Turn[] = [];
  for (const turn of item.turns) {
    let parts: Part[] = [];
    for (const part of turn.parts) {
      const cuts =
        part.is === 'secret' && turn.speaker === 'customer' && item.class !== 'password' && item.class !== 'email'
          ? pieces(dice, part.text)
          : [part.text];
      for (const [at, text] of cuts.entries()) {
        if (at > 0) {
          turns.push({ speaker: turn.speaker, parts });
          if (chance(dice, 0.5)) turns.push({ speaker: 'agent', parts: [{ text: item.lang === 'zh' ? '嗯' : 'yes', is: 'talk' }] });
          parts = [];
        }
        parts.push({ text, is: part.is });
      }
    }
    turns.push({ speaker: turn.speaker, parts });
  }
  return turns;
}

function pieces(dice: Dice, text: string): string[] {
  const units = /[a-z]/.test(text) ? (text.match(/(?:double )?[a-z]+|[^a-z]+/g) ?? []) : [...text];
  const cut: string[] = [''];
  for (const unit of units) {
    if (cut.at(-1) !== '' && cut.length < 4 && upTo(dice, 4) === 0) cut.push('');
    cut[cut.length - 1] += unit;
  }
  return cut.filter(piece => piece.trim() !== '');
}
