import i18next from 'i18next';
import type { ReactNode } from 'react';
import type { Session } from '#protocol/rest.ts';
import { announceWordsEn } from '#web/announce/words-en.ts';
import { announceWordsZh } from '#web/announce/words-zh.ts';
import { AppBar } from '#web/kit/app-bar.tsx';
import '#web/announce/announce.css';

i18next.addResourceBundle('zh', 'translation', announceWordsZh, true, true);
i18next.addResourceBundle('en', 'translation', announceWordsEn, true, true);

/** What the pages of announcements have in common: the bar, a title with what may be done, a line under it. */
export function AnnounceFrame({
  session,
  title,
  beside,
  note,
  acts,
  children,
}: {
  readonly session: Session;
  readonly title: string;
  readonly beside?: ReactNode;
  readonly note: ReactNode;
  readonly acts?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <>
      <AppBar session={session} />
      <main className="announce">
        <header className="row ann-head">
          <h1 className="h1">{title}</h1>
          {beside}
          <span className="sp" />
          {acts}
        </header>
        <div className="x13 m ann-note">{note}</div>
        {children}
      </main>
    </>
  );
}
