import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { ReportState } from '#domain/announcement.ts';
import type { Announced } from '#protocol/announcements.ts';
import { ofAnnouncements } from '#protocol/down.ts';
import { type Moment, type Picked, pickAnnouncement } from '#web/desk/announcement-pick.ts';
import type { DeskStore } from '#web/desk/store.ts';
import { pictureInPicture } from '#web/kit/float-window.ts';

/** The announcements on this desk, and what the agent does with them. */
export interface Announcements extends Picked {
  readonly openByHand: (one: Announced) => void;
  readonly acknowledge: (one: Announced) => void;
  readonly putOff: (one: Announced) => void;
  readonly report: (one: Announced, state: ReportState, openMs?: number) => void;
}

const lookAgainMs = 30_000;

/** Reads the announcements of a desk, keeps which one lies open, and tells the server whether the desk can be seen. */
export function useAnnouncements(store: DeskStore, talk: Moment['talk']): Announcements {
  const { announcements: list, screen } = useSyncExternalStore(store.subscribe, store.read);
  const [byHand, choose] = useState<string | null>(null);
  const [putAway, setAway] = useState<Readonly<Record<string, number>>>({});
  const kept = useRef<Announced | undefined>(undefined);
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick(count => count + 1), lookAgainMs);
    return () => clearInterval(timer);
  }, []);
  useVisible(store);

  const turns = new Set((screen?.interrupts ?? []).flatMap(({ conversation, key }) => (conversation === ofAnnouncements ? [key] : [])));
  const held = byHand ?? kept.current?.turn ?? null;
  const opened = list.find(({ turn }) => turn === held) ?? kept.current;
  const picked = pickAnnouncement(list, opened, { turns, talk, held, putAway, nowMs: Date.now() });
  kept.current = picked.open;

  const report = useCallback(
    ({ id, occasion }: Announced, state: ReportState, openMs?: number) =>
      store.report({ announcement: id, occasion, state, ...(openMs === undefined ? {} : { openMs }) }),
    [store],
  );
  const away = useCallback(({ turn }: Announced) => {
    setAway(all => ({ ...all, [turn]: Date.now() }));
    choose(null);
  }, []);
  const acknowledge = useCallback(
    (one: Announced) => {
      if (!one.ended) report(one, 'acknowledged');
      away(one);
    },
    [report, away],
  );
  const openByHand = useCallback(({ turn }: Announced) => {
    setAway(({ [turn]: _old, ...others }) => others);
    choose(turn);
  }, []);
  return { ...picked, openByHand, acknowledge, putOff: away, report };
}

/** Whether anything of this desk can be seen: the page, or the window that floats above the others. */
export function isDeskVisible(): boolean {
  return document.visibilityState === 'visible' || pictureInPicture()?.window != null;
}

function useVisible(store: DeskStore): void {
  useEffect(() => {
    const say = () => store.visible(isDeskVisible());
    say();
    document.addEventListener('visibilitychange', say);
    return () => document.removeEventListener('visibilitychange', say);
  }, [store]);
}
