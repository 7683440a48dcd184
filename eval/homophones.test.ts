import { expect, test } from 'vitest';
import { soundOf } from '#engine/hear/match/sounds.ts';
import { releaseOf } from '#engine/hear/test-ears.ts';
import { diceOf } from '#eval/dice.ts';
import { evalHomophones } from '#eval/homophones.ts';
import { mishear } from '#eval/mishear.ts';

test('a misheard text sounds the same and is another', () => {
  const heard = mishear('我的银行卡丢了要挂失', 1, diceOf(7));
  const sounds = (text: string) => [...text].map(char => soundOf(char.charCodeAt(0)));
  expect(sounds(heard)).toEqual(sounds('我的银行卡丢了要挂失'));
  expect([...heard].filter((char, at) => char !== '我的银行卡丢了要挂失'[at]).length).toBeGreaterThan(7);
  expect(mishear('我要挂失', 0, diceOf(7))).toBe('我要挂失');
});

test('what only sounds alike counts against precision, what is lost against recall', () => {
  const lost = releaseOf([{ key: 'lost', phrases: ['银行卡挂失'], homophones: true }], []);
  const deaf = releaseOf([{ key: 'lost', phrases: ['银行卡挂失'] }], []);
  const texts = Array.from({ length: 60 }, () => ({ speaker: 'customer', text: '我要银行卡挂失' }) as const);
  const [byEar, byLetters] = [evalHomophones(lost, texts, 0.15), evalHomophones(deaf, texts, 0.15)];
  expect(byEar).toMatchObject({ concepts: 1, utterances: 60, precision: 1, recallByLetters: 0, falsePer1000: 0 });
  expect(byEar.recall).toBeGreaterThan(0.9);
  expect(byLetters).toMatchObject({ concepts: 0, n: 0, recall: null, precision: null });
  expect(evalHomophones(lost, [{ speaker: 'customer', text: '我要银航卡挂实' }], 0).falsePer1000).toBe(1000);
});
