import i18next from 'i18next';
import { Suspense, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, NavLink, useParams } from 'react-router';
import type { Session } from '#protocol/rest.ts';
import { adminWordsEn } from '#web/admin/words-en.ts';
import { adminWordsZh } from '#web/admin/words-zh.ts';
import { AppBar } from '#web/kit/app-bar.tsx';
import { may } from '#web/kit/session.tsx';
import { botWordsEn } from '#web/robots/bot-words-en.ts';
import { botWordsZh } from '#web/robots/bot-words-zh.ts';
import { robotTabs } from '#web/robots/robot-tabs.ts';
import { runWordsEn } from '#web/robots/runs/run-words-en.ts';
import { runWordsZh } from '#web/robots/runs/run-words-zh.ts';
import { robotWordsEn } from '#web/robots/words-en.ts';
import { robotWordsZh } from '#web/robots/words-zh.ts';
import '#web/robots/robots.css';

for (const words of [adminWordsZh, robotWordsZh, botWordsZh, runWordsZh]) i18next.addResourceBundle('zh', 'translation', words, true, true);
for (const words of [adminWordsEn, robotWordsEn, botWordsEn, runWordsEn]) i18next.addResourceBundle('en', 'translation', words, true, true);

/** The control room of robots: one part at a time, those that are one's own. */
export function RobotsPage({ session }: { readonly session: Session }) {
  const { t } = useTranslation();
  const { tab, id } = useParams();
  const bar = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another part may stand outside a narrow bar
  useEffect(() => {
    void bar.current?.querySelector('.on')?.scrollIntoView({ block: 'nearest', inline: 'nearest' }); // browsers give a promise by now: no cleanup
  }, [tab]);
  const mine = robotTabs.filter(({ needs }) => needs.some(one => may(session, one)));
  const here = mine.find(({ name }) => name === tab);
  if (!here) return mine[0] ? <Navigate replace to={`/robots/${mine[0].name}`} /> : <NotYours session={session} />;
  const Shown = here.page;
  return (
    <>
      <AppBar session={session} />
      <nav ref={bar} className="robot-tabs" aria-label={t('robots-parts')}>
        {mine.map(({ name }) => (
          <NavLink key={name} to={`/robots/${name}`} className={({ isActive }) => (isActive ? 'on' : '')}>
            {t(`robots-tab-${name}`)}
          </NavLink>
        ))}
      </nav>
      <main className="robots">
        <Suspense fallback={<span className="bone" style={{ height: 52 }} role="status" aria-label={t('adminReading')} />}>
          <Shown session={session} named={id ?? null} />
        </Suspense>
      </main>
    </>
  );
}

function NotYours({ session }: { readonly session: Session }) {
  const { t } = useTranslation();
  return (
    <>
      <AppBar session={session} />
      <main className="robots">
        <div className="trouble" role="status">
          {t('notAllowed')}
        </div>
      </main>
    </>
  );
}
