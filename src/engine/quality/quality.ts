import { type Aide, unchanged } from '#engine/aide.ts';

export const quality: Aide<Record<string, never>> = { name: 'quality', start: {}, attend: memory => unchanged(memory) };
