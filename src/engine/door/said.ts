import type { Lang, Speaker } from '#domain/speaker.ts';

/** Raw words at the door: a finished stretch of speech, a chat message or an unfinished one. */
export interface Said {
  readonly speaker: Speaker;
  readonly text: string;
  readonly lang: Lang;
  readonly atMs: number;
}
