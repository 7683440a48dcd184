import { type Aide, unchanged } from '#engine/aide.ts';

export const topic: Aide<Record<string, never>> = { name: 'topic', start: {}, attend: memory => unchanged(memory) };
