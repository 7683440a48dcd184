import { type Aide, unchanged } from '#engine/aide.ts';

export const process: Aide<Record<string, never>> = { name: 'process', start: {}, attend: memory => unchanged(memory) };
