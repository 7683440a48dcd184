import { lazy, Suspense, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import type { ConversationHead } from '#protocol/down.ts';
import type { Session } from '#protocol/rest.ts';
import { AnnouncementLine, AnnouncementOver, AnnouncementsAtRest } from '#web/desk/announcement.tsx';
import { AskedCallNote, useAskedCall } from '#web/desk/asked-call.tsx';
import { Column, type Notices } from '#web/desk/column.tsx';
import { type Demo, DemoBar, useDemo } from '#web/desk/demo.tsx';
import { deskKeys } from '#web/desk/desk-keys.ts';
import { Floating, useFloat } from '#web/desk/float.tsx';
import { FullPage } from '#web/desk/full-page.tsx';
import { Idle } from '#web/desk/idle.tsx';
import { useKeys } from '#web/desk/keys.ts';
import { Menu } from '#web/desk/menu.tsx';
import { useDeskModel } from '#web/desk/model.ts';
import { OpenParts } from '#web/desk/open-parts.tsx';
import { usePickedCall } from '#web/desk/picked-call.ts';
import { DeskStore } from '#web/desk/store.ts';
import { Switcher } from '#web/desk/switcher.tsx';
import { useAnnouncements } from '#web/desk/use-announcements.ts';
import { useHiddenNotice } from '#web/desk/use-hidden-notice.ts';
import { useOpenParts } from '#web/desk/use-open-parts.ts';
import { AppBar } from '#web/kit/app-bar.tsx';
import { useKeysOn } from '#web/kit/appearance.ts';
import { useKeymap } from '#web/kit/keymap.ts';
import { may } from '#web/kit/session.tsx';
import { useMedia } from '#web/kit/use-media.ts';
import '#web/desk/desk.css';

const AfterCall = lazy(async () => ({ default: (await import('#web/tickets/after-call.tsx')).AfterCall }));

/** The agent's page: the conversation that is on, beside the CRM as a column or as a page of its own. */
export function DeskPage({ session }: { readonly session: Session }) {
  const store = useStore(session.user.staffNo);
  return store ? <Opened session={session} store={store} /> : null;
}

/** One store for the life of a page. */
export function useStore(staffNo: string): DeskStore | null {
  const [store, setStore] = useState<DeskStore | null>(null);
  useEffect(() => {
    const opened = new DeskStore(staffNo);
    setStore(opened);
    return () => opened.close();
  }, [staffNo]);
  return store;
}

function Opened({ session, store }: { readonly session: Session; readonly store: DeskStore }) {
  const state = useSyncExternalStore(store.subscribe, store.read);
  const mayBeWide = useLocation().pathname !== '/float';
  const isWide = useMedia('(min-width: 1200px)') && mayBeWide;
  const here = useMemo(
    () => state.heads?.filter(head => head.open || (!head.wrapped && !state.live[head.id]?.followed.wrapped)) ?? null,
    [state.heads, state.live],
  );
  const heads = here ?? [];
  const { current, pick } = usePickedCall(here);
  const demo = useDemo(session.demo, state.heads === null ? null : heads.filter(head => head.open).length, current);

  const talk = heads.some(head => head.open && !state.live[head.id]?.followed.closedAtMs) ? 'open' : current ? 'after' : 'none';
  const board = useAnnouncements(store, talk);
  useHiddenNotice(board);
  const asked = useAskedCall(here);
  const wrapped = useLastWrapped(store, may(session, 'ticket.create'));
  const offer = wrapped.id !== null && !current?.open && (
    <Suspense fallback={null}>
      <AfterCall key={wrapped.id} conversation={wrapped.id} leave={wrapped.leave} />
    </Suspense>
  );

  const parts = useOpenParts(heads.map(({ id }) => id).join());
  const menu = <Menu extra={demo ? <DemoBar demo={demo} look="menu" /> : undefined} />;
  const bar = isWide ? <AppBar session={session} extra={demo ? <DemoBar demo={demo} look="bar" /> : undefined} /> : null;
  if (!current)
    return (
      <div className="desk-page">
        {bar}
        <Idle
          waiting={heads.filter(head => !head.open)}
          parts={parts}
          link={state.link}
          isKnown={state.heads !== null}
          note={asked && <AskedCallNote asked={asked} lies="at-rest" />}
          onOpen={head => pick(head.id)}
          menu={menu}
          onNext={demo?.next}
          notices={{ node: <AnnouncementsAtRest board={board} />, count: board.waiting.length + (board.open ? 1 : 0) }}
        />
        {offer}
      </div>
    );
  const isWaiting = board.waiting.length > 0 && (talk === 'after' || board.waiting[0]?.kind === 'urgent');
  const over = board.open ? <AnnouncementOver board={board} /> : asked && <AskedCallNote asked={asked} lies="over-card" />;
  const notices: Notices = { line: isWaiting ? <AnnouncementLine board={board} /> : null, over };
  const switcher =
    heads.length > 1 || parts.count > 0 ? (
      <>
        {heads.length > 1 && <Switcher heads={heads} current={current} pick={pick} look={isWide ? 'page' : 'column'} />}
        <OpenParts parts={parts} />
      </>
    ) : undefined;
  return (
    <div className="desk-page">
      {bar}
      <Desk
        key={current.id}
        store={store}
        head={current}
        look={isWide ? 'page' : 'column'}
        switcher={switcher}
        menu={menu}
        demo={demo}
        notices={notices}
      />
      {offer}
    </div>
  );
}

function Desk({
  store,
  head,
  look,
  switcher,
  menu,
  demo,
  notices,
}: {
  readonly store: DeskStore;
  readonly head: ConversationHead;
  readonly look: 'page' | 'column';
  readonly switcher?: React.ReactNode;
  readonly menu: React.ReactNode;
  readonly demo: Demo | null;
  readonly notices: Notices;
}) {
  const { t } = useTranslation();
  const pace = demo && head.demo ? (demo.paused ? 0 : demo.speed) : 1;
  const desk = useDeskModel(store, head.id, pace);
  const { floating, float } = useFloat();
  const keysOn = useKeysOn();
  const keymap = useKeymap();
  useKeys(deskKeys(desk, keymap, float), keysOn ? 'on' : 'off');
  useKeys(floating ? deskKeys(desk, keymap, float) : {}, keysOn ? 'on' : 'off', floating ?? window);

  const column = <Column desk={desk} switcher={switcher} menu={menu} onFloat={float} notices={notices} />;
  return (
    <div className={keysOn ? 'desk-root' : 'desk-root keys-off'}>
      {floating ? (
        <>
          <Floating into={floating}>
            <div className={keysOn ? 'desk-page' : 'desk-page keys-off'}>{column}</div>
          </Floating>
          <p className="m floating-note">{t('floating')}</p>
        </>
      ) : look === 'page' ? (
        <FullPage desk={desk} switcher={switcher} notices={notices} />
      ) : (
        column
      )}
    </div>
  );
}

/** The conversation whose wrap-up was confirmed here last, until it is left or another is confirmed. */
function useLastWrapped(store: DeskStore, wanted: boolean): { readonly id: string | null; readonly leave: () => void } {
  const { live } = useSyncExternalStore(store.subscribe, store.read);
  const [id, setId] = useState<string | null>(null);
  const known = useRef<ReadonlySet<string>>(new Set());
  useEffect(() => {
    const now = Object.entries(live).flatMap(([one, { followed }]) => (followed.wrapped ? [one] : []));
    const fresh = now.findLast(one => !known.current.has(one));
    known.current = new Set(now);
    if (fresh && wanted) setId(fresh);
  }, [live, wanted]);
  return { id, leave: () => setId(null) };
}
