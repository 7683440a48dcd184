import type { Lang } from '#domain/speaker.ts';

/** The few words the process aide says itself, beside what content says. */
export const wording = {
  zh: {
    after: (steps: number) => `前${['', '一', '两', '三', '四', '五'][steps] ?? steps}步说完后`,
    colon: ':',
    between: '·',
    notSaidYet: '还没说到',
    beforeGoodbye: '再见之前',
    beforeStep: (step: string) => `在「${step}」之前`,
    handedOver: '已转出',
    verifyAgain: '是否需重新核实',
    verifiedBy: (agent: string | null) => `${agent ?? '上一位坐席'}已核实过客户身份`,
  },
  en: {
    after: (steps: number) => (steps === 1 ? 'after the step above' : `after the ${steps} steps above`),
    colon: ': ',
    between: ' · ',
    notSaidYet: 'Not said yet',
    beforeGoodbye: 'before the goodbye',
    beforeStep: (step: string) => `before “${step}”`,
    handedOver: 'handed over',
    verifyAgain: 'Verify again?',
    verifiedBy: (agent: string | null) => `${agent ?? 'The agent before'} has verified the customer`,
  },
} as const satisfies Record<Lang, unknown>;
