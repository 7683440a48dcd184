import { type Aide, unchanged } from '#engine/aide.ts';

export const handoff: Aide<Record<string, never>> = { name: 'handoff', start: {}, attend: memory => unchanged(memory) };
