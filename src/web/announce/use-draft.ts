import { useCallback, useEffect, useRef, useState } from 'react';
import { AnnouncementDoc, type AnnouncementDoc as Doc, type textLimits } from '#domain/announcement.ts';
import { type AnnouncementWhole, Saved } from '#protocol/announcements.ts';
import { readShelf, shelve, unshelve } from '#web/announce/draft-shelf.ts';
import { call } from '#web/kit/api.ts';

/** How the draft stands with the server. */
export type Saving =
  | { readonly kind: 'saved'; readonly at: string }
  | { readonly kind: 'saving' }
  | { readonly kind: 'offline' }
  | { readonly kind: 'too-long'; readonly field: keyof typeof textLimits; readonly count: number }
  | { readonly kind: 'conflict' }
  | { readonly kind: 'refused'; readonly why: string };

/** A draft being written: kept on this machine with every stroke, on the server soon after. */
export interface Draft {
  readonly doc: Doc;
  readonly saving: Saving;
  readonly found: boolean; // something unsaved came back from this machine
  readonly change: (change: Partial<Doc>) => void;
  /** Saves what is not saved yet; the revision to send, or null when the server does not have it. */
  readonly settle: () => Promise<number | null>;
  readonly keepMine: () => void;
}

const saveAfterMs = 700;
const retryMs = 3000;

/** Writes a draft: autosaved, restored after a reload, never lost because a line or the server is away. */
export function useDraft(whole: AnnouncementWhole): Draft {
  const { id } = whole;
  const [doc, setDoc] = useState(whole.doc);
  const [saving, setSaving] = useState<Saving>({ kind: 'saved', at: whole.savedAt });
  const [found, setFound] = useState(false);
  const state = useRef({ doc: whole.doc, revision: whole.revision, dirty: false });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const running = useRef<Promise<void>>(Promise.resolve());
  const again = useRef<() => Promise<void>>(async () => {});

  const save = useCallback(async (): Promise<void> => {
    if (!state.current.dirty) return;
    const { doc: sent, revision } = state.current;
    const long = tooLong(sent);
    if (long) return setSaving(long);
    setSaving({ kind: 'saving' });
    const answer = await call('PATCH', `/v1/announcements/${id}`, Saved, { revision, doc: sent });
    if (answer.ok) {
      const isLast = state.current.doc === sent;
      state.current = { ...state.current, revision: answer.value.revision, dirty: !isLast };
      if (isLast) void unshelve(id);
      return setSaving({ kind: 'saved', at: answer.value.savedAt });
    }
    const { problem } = answer;
    if (problem.kind === 'conflict') return setSaving({ kind: 'conflict' });
    if (problem.kind !== 'unavailable' && problem.kind !== 'busy') {
      return setSaving({ kind: 'refused', why: problem.kind === 'invalid' ? `${problem.field} ${problem.why}` : problem.kind });
    }
    setSaving({ kind: 'offline' });
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void again.current(), retryMs);
  }, [id]);
  const queue = useCallback((): Promise<void> => {
    running.current = running.current.then(save);
    return running.current;
  }, [save]);
  again.current = queue;

  const become = useCallback(
    (next: Doc) => {
      state.current = { ...state.current, doc: next, dirty: true };
      setDoc(next);
      void shelve(id, { revision: state.current.revision, doc: next });
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void queue(), saveAfterMs);
    },
    [id, queue],
  );
  useEffect(() => {
    void readShelf(id).then(shelved => {
      if (!shelved || state.current.dirty || JSON.stringify(shelved.doc) === JSON.stringify(state.current.doc)) return;
      state.current = { ...state.current, revision: shelved.revision };
      setFound(true);
      become(shelved.doc);
    });
    const again = () => void queue();
    window.addEventListener('online', again);
    return () => {
      window.removeEventListener('online', again);
      clearTimeout(timer.current);
      void queue();
    };
  }, [id, become, queue]);

  return {
    doc,
    saving,
    found,
    change: change => become({ ...state.current.doc, ...change }),
    settle: async () => {
      clearTimeout(timer.current);
      await queue();
      return state.current.dirty ? null : state.current.revision;
    },
    keepMine: () => {
      void call('GET', `/v1/announcements/${id}`, wholeRevision).then(answer => {
        if (!answer.ok) return;
        state.current = { ...state.current, revision: answer.value.revision, dirty: true };
        void queue();
      });
    },
  };
}

const wholeRevision = Saved.pick({ revision: true });

/** What the server would refuse for its length: said at once, and not sent through the line. */
function tooLong(doc: Doc): Extract<Saving, { kind: 'too-long' }> | null {
  if (AnnouncementDoc.safeParse(doc).success) return null;
  for (const field of ['title', 'body', 'say'] as const) {
    if (!AnnouncementDoc.shape[field].safeParse(doc[field]).success) return { kind: 'too-long', field, count: doc[field].length };
  }
  return null;
}
