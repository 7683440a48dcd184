import type { TryCall } from '#protocol/rest.ts';

/** A line one may say with one key; some show what the desk does when it goes wrong. */
export interface Offered {
  readonly speaker: 'customer' | 'agent';
  readonly text: string;
  readonly triggers?: 'wrongLeak' | 'wrongConsent' | 'wrongPromise';
}

const opening: Readonly<Record<'zh' | 'en', readonly Offered[]>> = {
  zh: [
    { speaker: 'customer', text: '我银行卡丢了，帮我挂失一下。' },
    { speaker: 'customer', text: '有人说是公安局的，让我把钱转到安全账户。' },
    { speaker: 'customer', text: '上个月账单太多了，我想分期。' },
  ],
  en: [
    { speaker: 'customer', text: 'I lost my bank card, please block it.' },
    { speaker: 'customer', text: 'The police called and told me to move my money to a safe account.' },
  ],
};

const mistakes: Readonly<Record<'zh' | 'en', readonly Offered[]>> = {
  zh: [
    { speaker: 'agent', text: '您卡里现在还有三万二千六百块。', triggers: 'wrongLeak' },
    { speaker: 'agent', text: '好的，已经给您挂失上了。', triggers: 'wrongConsent' },
    { speaker: 'agent', text: '放心吧，这个产品保本，肯定不会亏。', triggers: 'wrongPromise' },
  ],
  en: [
    { speaker: 'agent', text: 'You still have thirty two thousand six hundred in that account.', triggers: 'wrongLeak' },
    { speaker: 'agent', text: 'Your card has been blocked.', triggers: 'wrongConsent' },
  ],
};

/** What could be said next: the picked call's next lines, then some that go wrong; openings when nothing is picked. */
export function suggest(picked: TryCall | null, said: number, lang: 'zh' | 'en'): readonly Offered[] {
  const next = picked ? picked.lines.slice(said, said + 2) : said === 0 ? opening[lang] : [];
  return [...next, ...(said === 0 && !picked ? [] : mistakes[lang])].slice(0, 9);
}
