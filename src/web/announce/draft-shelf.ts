import { AnnouncementDoc } from '#domain/announcement.ts';

/** A draft as it was on this machine and not yet on the server. Texts may be longer than the server takes. */
export interface ShelvedDraft {
  readonly revision: number; // of the server, that it was made from
  readonly doc: AnnouncementDoc;
}

const database = 'deskside';
const store = 'announcement-drafts';

/** Keeps an unsaved draft on this machine; IndexedDB, because a paste may be larger than other places hold. */
export async function shelve(id: number, draft: ShelvedDraft): Promise<void> {
  await use('readwrite', drafts => drafts.put(draft, id));
}

/** Forgets it once the server has it. */
export async function unshelve(id: number): Promise<void> {
  await use('readwrite', drafts => drafts.delete(id));
}

/** What was not saved last time. */
export async function readShelf(id: number): Promise<ShelvedDraft | null> {
  const found = await use('readonly', drafts => drafts.get(id));
  const draft = found as Partial<ShelvedDraft> | undefined;
  if (typeof draft?.revision !== 'number' || typeof draft.doc !== 'object') return null;
  const short = AnnouncementDoc.safeParse({ ...draft.doc, title: '', body: '', say: '' }); // texts may be too long
  const { title, body, say } = draft.doc;
  if (!short.success || typeof title !== 'string' || typeof body !== 'string' || typeof say !== 'string') return null;
  return { revision: draft.revision, doc: { ...short.data, title, body, say } };
}

/** A browser that keeps nothing (private windows, a full disk) answers undefined: the server's copy is there. */
function use(mode: IDBTransactionMode, act: (drafts: IDBObjectStore) => IDBRequest): Promise<unknown> {
  return new Promise(resolve => {
    const opening = indexedDB.open(database, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(store);
    opening.onerror = () => resolve(undefined);
    opening.onsuccess = () => {
      const transaction = opening.result.transaction(store, mode);
      const request = act(transaction.objectStore(store));
      transaction.oncomplete = () => {
        opening.result.close();
        resolve(request.result);
      };
      transaction.onabort = () => {
        opening.result.close();
        resolve(undefined);
      };
    };
  });
}
