import { expect, test } from 'vitest';
import { pairsOf } from '#engine/wrapup/category/pairs.ts';

const cases = [
  { when: 'Chinese, over punctuation', text: '挂失,银行卡', pairs: ['挂失', '银行', '行卡'] },
  { when: 'each once', text: '挂失挂失', pairs: ['挂失', '失挂'] },
  { when: 'Latin words among Chinese', text: '我的App和VISA卡, ok', pairs: ['我的', 'app', 'visa'] },
  { when: 'a word before Chinese keeps its place', text: 'etc扣款', pairs: ['etc', '扣款'] },
  {
    when: 'old characters, iteration marks and rare ones count, other signs do not',
    text: '佐々木〇。、𠮷野⟦x⟧',
    pairs: ['佐々', '々木', '木〇', '\uD842\uDFB7', '\uDFB7野'],
  },
  {
    when: 'English: pairs of telling words by their stem',
    text: "I've lost my debit card's cover",
    pairs: ['lost_debit', 'debit_card', 'card_cover'],
  },
  { when: 'one telling word alone', text: 'The fees?', pairs: ['fees'] },
  { when: 'a mark is no word', text: 'send ⟦phone:1 …0016⟧ texts', pairs: ['send_text'] },
  { when: 'nothing', text: '', pairs: [] },
] as const;

test.each(cases)('$when', ({ text, pairs }) => expect(pairsOf(text)).toEqual(pairs));
