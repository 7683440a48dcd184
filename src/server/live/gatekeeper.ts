import type { ConversationId } from '#domain/ids.ts';
import type { Lang, Speaker } from '#domain/speaker.ts';
import { admit, type DoorMemory, doorStart, peek } from '#engine/door/door.ts';
import type { Seals } from '#server/live/seals.ts';
import type { Sealable } from '#server/live/write.ts';

/** Something said or typed, before the door. */
export interface Words {
  readonly speaker: Speaker;
  readonly text: string;
  readonly atMs: number;
}

/** Keeps one conversation's door: every text goes through here before anything else sees it. */
export class Gatekeeper {
  readonly #conversation: ConversationId;
  readonly #lang: Lang;
  #memory: DoorMemory;
  #sealed: Sealable[] = [];

  constructor(conversation: ConversationId, lang: Lang, memory: DoorMemory = doorStart) {
    this.#conversation = conversation;
    this.#lang = lang;
    this.#memory = memory;
  }

  /** The text with its secrets marked; their values wait to be sealed. */
  admit({ speaker, text, atMs }: Words): string {
    const { memory, text: marked, sealed } = admit(this.#memory, { speaker, text, atMs, lang: this.#lang });
    this.#memory = memory;
    for (const { mark, value } of sealed) this.#sealed.push({ conversation: this.#conversation, mark, value });
    return marked;
  }

  /** What the agent typed, with its secrets marked. It is no part of the talk: it goes on with no number being said there, and begins none. */
  admitTyped(text: string, atMs: number): string {
    const { turn, asked, open } = this.#memory;
    this.#memory = { ...this.#memory, asked: [], open: null };
    const marked = this.admit({ speaker: 'agent', text, atMs });
    this.#memory = { ...this.#memory, turn, asked, open };
    return marked;
  }

  /** An unfinished text with its secrets marked; remembers nothing. */
  peek({ speaker, text, atMs }: Words): string {
    return peek(this.#memory, { speaker, text, atMs, lang: this.#lang });
  }

  /** The values marked since the last call. */
  takeSealed(): readonly Sealable[] {
    const sealed = this.#sealed;
    this.#sealed = [];
    return sealed;
  }

  /** The memory, sealed: it holds digits. */
  close(seals: Seals): Uint8Array {
    return seals.close(this.#conversation, JSON.stringify(this.#memory));
  }

  /** A door that remembers what it did when its memory was sealed. */
  static open(seals: Seals, conversation: ConversationId, lang: Lang, sealed: Uint8Array | null): Gatekeeper {
    const memory = sealed === null ? undefined : (JSON.parse(seals.open(conversation, sealed)) as DoorMemory);
    return new Gatekeeper(conversation, lang, memory);
  }
}
