import { type Aide, unchanged } from '#engine/aide.ts';

export const wrapup: Aide<Record<string, never>> = { name: 'wrapup', start: {}, attend: memory => unchanged(memory) };
