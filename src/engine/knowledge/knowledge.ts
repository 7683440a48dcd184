import { type Aide, unchanged } from '#engine/aide.ts';

export const knowledge: Aide<Record<string, never>> = { name: 'knowledge', start: {}, attend: memory => unchanged(memory) };
