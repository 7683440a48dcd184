import type { Lang } from '#domain/speaker.ts';

/** The few words the quality aide says itself, beside what content says. */
export const wording = {
  zh: {
    stillTime: (owed: string) => `还来得及:${owed}`,
    said: (owed: string) => `已说到:${owed}`,
    verified: '核实身份',
    consented: '客户明确同意',
  },
  en: {
    stillTime: (owed: string) => `Still time: ${owed}`,
    said: (owed: string) => `Said: ${owed}`,
    verified: 'identity check',
    consented: 'customer agrees',
  },
} as const satisfies Record<Lang, unknown>;
