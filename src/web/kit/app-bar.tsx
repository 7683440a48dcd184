import { useTranslation } from 'react-i18next';
import { NavLink, useLocation, useNavigate } from 'react-router';
import type { Permission } from '#domain/permission.ts';
import type { Session } from '#protocol/rest.ts';
import { chooseTheme, useDark } from '#web/kit/appearance.ts';
import { may, useHere } from '#web/kit/session.tsx';
import { useMedia } from '#web/kit/use-media.ts';

const places: readonly { readonly to: string; readonly word: string; readonly needs: Permission; readonly unless?: Permission }[] = [
  { to: '/supervisor', word: 'supervisorPlace', needs: 'team.supervise' },
  { to: '/desk', word: 'desk', needs: 'desk.use' },
  { to: '/conversations', word: 'myConversations', needs: 'conversation.read.own' },
  { to: '/tickets', word: 'ticketsPlace', needs: 'ticket.create' },
  { to: '/quality', word: 'qualityPlace', needs: 'alert.settle' },
  { to: '/reports/attention', word: 'reportsPlace', needs: 'feedback.read' },
  { to: '/announcements', word: 'announcePlace', needs: 'announce.write' },
  { to: '/announcements', word: 'announcePlace', needs: 'announce.approve', unless: 'announce.write' },
  { to: '/reports/value', word: 'valuePlace', needs: 'report.read' },
  { to: '/reports/value', word: 'ownValuePlace', needs: 'conversation.read.own', unless: 'report.read' },
  { to: '/robots', word: 'robotsPlace', needs: 'robot.operate' },
  { to: '/robots', word: 'robotsPlace', needs: 'robot.approve' },
  { to: '/robots', word: 'robotsPlace', needs: 'robot.author' },
  { to: '/robots', word: 'robotsPlace', needs: 'robot.credential' },
  { to: '/content', word: 'contentPlace', needs: 'content.read', unless: 'desk.use' },
  { to: '/people', word: 'peoplePlace', needs: 'people.read' },
  { to: '/audit', word: 'auditPlace', needs: 'audit.read' },
  { to: '/integrations', word: 'integrationsPlace', needs: 'integration.manage' },
  { to: '/system', word: 'systemPlace', needs: 'system.read' },
  { to: '/try', word: 'tryIt', needs: 'try.use' },
  { to: '/keys', word: 'keysPlace', needs: 'desk.use' },
];

/** The bar over every page: where one may go, whose bank this is, who is signed in. */
export function AppBar({ session, extra }: { readonly session: Session; readonly extra?: React.ReactNode }) {
  const { t, i18n } = useTranslation();
  const { leave, speak } = useHere();
  const go = useNavigate();
  const dark = useDark();
  return (
    <header className="top">
      <span className="brand">
        <span className="logo" />
        {t('brand')}
      </span>
      <Places session={session} beside={extra !== undefined && extra !== null} />
      <span className="sp" />
      {extra}
      {session.bank.fictional && (
        <span className="tag o wide-only">
          {t('fictional', { bank: (i18n.language === 'en' && session.bank.nameEn) || session.bank.name })}
        </span>
      )}
      <span className="x13 s nw wide-only">
        {t('staffIs', { staffNo: session.user.staffNo })}
        <span className="staff-name"> · {session.user.name}</span>
      </span>
      <button type="button" className="btn q sm" onClick={() => chooseTheme(dark ? 'light' : 'dark')}>
        {t(dark ? 'lightTheme' : 'darkTheme')}
      </button>
      <button
        type="button"
        className="btn q sm"
        lang={i18n.language === 'zh' ? 'en' : 'zh-CN'}
        onClick={() => speak(i18n.language === 'zh' ? 'en' : 'zh')}
      >
        {i18n.language === 'zh' ? 'English' : '中文'}
      </button>
      <button type="button" className="btn sm" onClick={() => void leave().then(() => go('/signin'))}>
        {t('signOut')}
      </button>
    </header>
  );
}

/** How many places the bar has room for: less beside something else, least on a narrow page. */
const mostInSight = { alone: 6, beside: 4, narrow: 3 } as const;

/** The first places in sight, the rest behind one word; where one is stands always in sight. */
function Places({ session, beside }: { readonly session: Session; readonly beside: boolean }) {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const isNarrow = useMedia('(max-width: 760px)');
  const mine = places
    .filter(({ needs, unless }) => may(session, needs) && !(unless && may(session, unless)))
    .filter(({ to }, at, all) => all.findIndex(one => one.to === to) === at);
  const here = mine.find(({ to }) => pathname === to || pathname.startsWith(`${to}/`));
  const room = mostInSight[isNarrow ? 'narrow' : beside ? 'beside' : 'alone'];
  const most = mine.length <= room + 1 ? mine.length : room;
  const first = mine.slice(0, most);
  const inSight = here && !first.includes(here) ? [...first.slice(0, -1), here] : first;
  const rest = mine.filter(place => !inSight.includes(place));
  const link = (place: (typeof places)[number]) => (
    <NavLink key={`${place.to} ${place.needs}`} to={place.to} className={({ isActive }) => (isActive ? 'on' : '')}>
      {t(place.word)}
    </NavLink>
  );
  return (
    <nav className="nav">
      {inSight.map(link)}
      {rest.length > 0 && (
        <details key={pathname} className="nav-more">
          <summary>{t('morePlaces')}</summary>
          <div>{rest.map(link)}</div>
        </details>
      )}
    </nav>
  );
}
