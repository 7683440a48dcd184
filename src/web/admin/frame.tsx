import { ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import i18next from 'i18next';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Session } from '#protocol/rest.ts';
import { adminWordsEn } from '#web/admin/words-en.ts';
import { adminWordsZh } from '#web/admin/words-zh.ts';
import { AppBar } from '#web/kit/app-bar.tsx';
import { useDark } from '#web/kit/appearance.ts';
import { antTheme } from '#web/kit/theme.ts';
import '#web/admin/admin.css';

// Fetched with these pages alone; the desk does not carry their words.
i18next.addResourceBundle('zh', 'translation', adminWordsZh, true, true);
i18next.addResourceBundle('en', 'translation', adminWordsEn, true, true);

/** What the pages of everybody but agents have in common: the bar, the tables' theme, a title and what it is for. */
export function Frame({
  session,
  title,
  note,
  children,
}: {
  readonly session: Session;
  readonly title: string;
  readonly note: string;
  readonly children: ReactNode;
}) {
  const { i18n } = useTranslation();
  const dark = useDark();
  return (
    <ConfigProvider theme={antTheme(dark)} locale={i18n.language === 'zh' ? zhCN : enUS} button={{ autoInsertSpace: false }}>
      <AppBar session={session} />
      <main className="page admin">
        <h1 className="h1">{title}</h1>
        <p className="m note">{note}</p>
        {children}
      </main>
    </ConfigProvider>
  );
}

/** One part of a page: its heading, how many, what one may do, and what stands below. */
export function Part({
  title,
  count,
  note,
  acts,
  children,
}: {
  readonly title: string;
  readonly count?: number | undefined;
  readonly note?: string;
  readonly acts?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <section className="part" aria-label={title}>
      <header className="row">
        <h2 className="x16 b">{title}</h2>
        {count !== undefined && <span className="tag o num">{count}</span>}
        {note && <span className="x13 m">{note}</span>}
        <span className="sp" />
        {acts}
      </header>
      {children}
    </section>
  );
}
