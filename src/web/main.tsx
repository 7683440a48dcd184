import { type ComponentType, lazy, StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { useTranslation } from 'react-i18next';
import { BrowserRouter, Link, Navigate, Route, Routes, useLocation } from 'react-router';
import type { Permission } from '#domain/permission.ts';
import type { Session } from '#protocol/rest.ts';
import { paintTheme } from '#web/kit/appearance.ts';
import { startLanguage } from '#web/kit/language.ts';
import { NamesProvider } from '#web/kit/names.tsx';
import { homeOf, may, SessionProvider, useHere } from '#web/kit/session.tsx';
import '#web/kit/tokens.css';
import '#web/kit/kit.css';

type Page = ComponentType<{ readonly session: Session }>;

const SignIn = lazy(async () => ({ default: (await import('#web/signin/sign-in.tsx')).SignIn }));
const Desk = lazy(async () => ({ default: (await import('#web/desk/desk-page.tsx')).DeskPage }));
const Keys = lazy(async () => ({ default: (await import('#web/desk/keys-page.tsx')).KeysPage }));
const Try = lazy(async () => ({ default: (await import('#web/try/try-page.tsx')).TryPage }));
const List = lazy(async () => ({ default: (await import('#web/conversations/list.tsx')).ConversationsPage }));
const Content = lazy(async () => ({ default: (await import('#web/admin/content-page.tsx')).ContentPage }));
const People = lazy(async () => ({ default: (await import('#web/admin/people-page.tsx')).PeoplePage }));
const Audit = lazy(async () => ({ default: (await import('#web/admin/audit-page.tsx')).AuditPage }));
const System = lazy(async () => ({ default: (await import('#web/admin/system-page.tsx')).SystemPage }));
const Integrations = lazy(async () => ({ default: (await import('#web/admin/integrations-page.tsx')).IntegrationsPage }));
const Quality = lazy(async () => ({ default: (await import('#web/quality/quality-page.tsx')).QualityPage }));
const Attention = lazy(async () => ({ default: (await import('#web/reports/attention-page.tsx')).AttentionPage }));
const Announcements = lazy(async () => ({ default: (await import('#web/announce/announcements-page.tsx')).AnnouncementsPage }));
const Supervisor = lazy(async () => ({ default: (await import('#web/supervisor/supervisor-page.tsx')).SupervisorPage }));
const Tickets = lazy(async () => ({ default: (await import('#web/tickets/tickets-page.tsx')).TicketsPage }));
const Value = lazy(async () => ({ default: (await import('#web/value/value-page.tsx')).ValuePage }));
const Robots = lazy(async () => ({ default: (await import('#web/robots/robots-page.tsx')).RobotsPage }));
const Recorded = lazy(async () => ({ default: (await import('#web/conversations/record.tsx')).RecordPage }));

/** One document for every page; each page is fetched when it is opened. */
function App() {
  return (
    <Suspense fallback={null}>
      <Routes>
        <Route path="/" element={<Home />} />
        <Route path="/signin" element={<SignIn />} />
        <Route path="/desk/:id?" element={<For page={Desk} needs="desk.use" />} />
        <Route path="/float" element={<For page={Desk} needs="desk.use" />} />
        <Route path="/keys" element={<For page={Keys} needs="desk.use" />} />
        <Route path="/try" element={<For page={Try} needs="try.use" />} />
        <Route path="/conversations" element={<For page={List} needs="signed-in" />} />
        <Route path="/conversations/:id" element={<For page={Recorded} needs="signed-in" />} />
        <Route path="/quality" element={<For page={Quality} needs="alert.settle" />} />
        <Route path="/reports/attention" element={<For page={Attention} needs="feedback.read" />} />
        <Route path="/announcements/:id?" element={<For page={Announcements} needs="signed-in" />} />
        <Route path="/supervisor" element={<For page={Supervisor} needs="team.supervise" />} />
        <Route path="/tickets/:number?" element={<For page={Tickets} needs="ticket.create" />} />
        <Route path="/content" element={<For page={Content} needs="content.read" />} />
        <Route path="/people" element={<For page={People} needs="people.read" />} />
        <Route path="/audit" element={<For page={Audit} needs="audit.read" />} />
        <Route path="/system" element={<For page={System} needs="system.read" />} />
        <Route path="/integrations" element={<For page={Integrations} needs="integration.manage" />} />
        <Route path="/robots/:tab?/:id?" element={<For page={Robots} needs="signed-in" />} />
        <Route path="/reports/value" element={<For page={Value} needs="signed-in" />} />
        <Route path="*" element={<Note word="notFound" />} />
      </Routes>
    </Suspense>
  );
}

function Home() {
  const { presence } = useHere();
  if (presence.kind === 'asking') return null;
  if (presence.kind === 'unreachable') return <Note word="serverAway" />;
  return <Navigate replace to={presence.kind === 'somebody' ? homeOf(presence.session) : '/signin'} />;
}

/** A page for those who may see it; others sign in first, or read why not. */
function For({ page: Shown, needs }: { readonly page: Page; readonly needs: Permission | 'signed-in' }) {
  const { presence } = useHere();
  const { pathname } = useLocation();
  switch (presence.kind) {
    case 'asking':
      return null;
    case 'unreachable':
      return <Note word="serverAway" />;
    case 'nobody':
      return <Navigate replace to={`/signin?next=${encodeURIComponent(pathname)}`} />;
    case 'somebody':
      return needs === 'signed-in' || may(presence.session, needs) ? <Shown session={presence.session} /> : <Note word="notAllowed" />;
  }
}

function Note({ word }: { readonly word: 'notFound' | 'notAllowed' | 'serverAway' }) {
  const { t } = useTranslation();
  return (
    <main className="page">
      <div className="trouble" role="status">
        <p>{t(word)}</p>
        {word !== 'serverAway' && (
          <Link className="act" to="/">
            {t('homeLink')}
          </Link>
        )}
      </div>
    </main>
  );
}

startLanguage();
paintTheme(document);
const root = document.getElementById('root');
if (root)
  createRoot(root).render(
    <StrictMode>
      <BrowserRouter>
        <SessionProvider>
          <NamesProvider>
            <App />
          </NamesProvider>
        </SessionProvider>
      </BrowserRouter>
    </StrictMode>,
  );
