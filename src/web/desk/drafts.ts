/** Texts being typed in fields, by conversation and slot. */
export type DraftsByCall = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Whether a draft may lie in the browser's storage, or only in the page's memory: what may be a secret. */
export type Keeping = 'over-reload' | 'in-memory';

const prefix = 'deskside.drafts.';

/** Keeps what is typed and not yet saved: while another call has the screen, and over a reload of the page (not of its tab). */
export class Drafts {
  readonly #place: string;
  readonly #storage: Storage | null;
  readonly #secret = new Set<string>();
  readonly #tellers = new Set<() => void>();
  #drafts: DraftsByCall;

  constructor(staffNo: string, storage: Storage | null = typeof sessionStorage === 'undefined' ? null : sessionStorage) {
    this.#place = prefix + staffNo;
    this.#storage = storage;
    for (const name of storage ? Object.keys(storage) : []) if (name.startsWith(prefix) && name !== this.#place) storage?.removeItem(name); // of who sat here before
    this.#drafts = readKept(storage?.getItem(this.#place) ?? null);
  }

  readonly read = (): DraftsByCall => this.#drafts;

  readonly subscribe = (tell: () => void): (() => void) => {
    this.#tellers.add(tell);
    return () => this.#tellers.delete(tell);
  };

  put(conversation: string, slot: string, text: string, keeping: Keeping): void {
    if (keeping === 'in-memory') this.#secret.add(`${conversation}/${slot}`);
    this.#write({ ...this.#drafts, [conversation]: { ...this.#drafts[conversation], [slot]: text } });
  }

  drop(conversation: string, slot: string): void {
    const { [slot]: dropped, ...others } = this.#drafts[conversation] ?? {};
    if (dropped === undefined) return;
    if (Object.keys(others).length === 0) return this.forget(conversation);
    this.#write({ ...this.#drafts, [conversation]: others });
  }

  /** The conversation is wrapped up: nothing of it is typed any more. */
  forget(conversation: string): void {
    const { [conversation]: forgotten, ...others } = this.#drafts;
    if (forgotten !== undefined) this.#write(others);
  }

  #write(drafts: DraftsByCall): void {
    this.#drafts = drafts;
    const kept = Object.entries(drafts).map(([conversation, slots]) => [
      conversation,
      Object.fromEntries(Object.entries(slots).filter(([slot]) => !this.#secret.has(`${conversation}/${slot}`))),
    ]);
    try {
      if (kept.length === 0) this.#storage?.removeItem(this.#place);
      else this.#storage?.setItem(this.#place, JSON.stringify(Object.fromEntries(kept)));
    } catch {
      // The browser's storage is full: they are kept in this page alone.
    }
    for (const tell of this.#tellers) tell();
  }
}

function readKept(stored: string | null): DraftsByCall {
  try {
    const kept: unknown = JSON.parse(stored ?? '{}');
    const calls = typeof kept === 'object' && kept !== null ? Object.entries(kept) : [];
    return Object.fromEntries(calls.filter((call): call is [string, Record<string, string>] => isTexts(call[1])));
  } catch {
    return {}; // somebody else wrote there
  }
}

function isTexts(value: unknown): value is Record<string, string> {
  if (typeof value !== 'object' || value === null) return false;
  const texts = Object.values(value);
  return texts.length > 0 && texts.every(text => typeof text === 'string');
}
