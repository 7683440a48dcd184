import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { Act } from '#domain/act.ts';
import type { Advice } from '#domain/advice.ts';
import type { AdviceByKey } from '#domain/board-fold.ts';
import type { ConversationId } from '#domain/ids.ts';
import type { Problem } from '#domain/problem.ts';
import type { StandingWhisper } from '#domain/whisper.ts';
import type { ConversationHead } from '#protocol/down.ts';
import { DeskLooks, type LeafHit, type SearchHit } from '#protocol/rest.ts';
import { boardOf, claimsOfOthers, type Followed, unheard } from '#web/desk/fold.ts';
import { type RobotsOnDesk, useRobots } from '#web/desk/robots/use-robots.ts';
import { type Card, type Seen, see, turnsOf } from '#web/desk/seen.ts';
import { type DeskStore, type Live, nowOf } from '#web/desk/store.ts';
import { useWhisper } from '#web/desk/use-whisper.ts';
import { useWrapUp, type WrapUpForm } from '#web/desk/use-wrap-up.ts';
import { call } from '#web/kit/api.ts';

/** What lies over the card zone, if anything. */
export type Overlay = 'none' | 'search' | 'processes' | 'leaves' | 'also' | 'flag' | 'contest' | 'steps' | 'menu' | 'why' | 'robot';

/** Everything a zone of the desk needs to know and may do. */
export interface DeskModel {
  readonly id: ConversationId;
  readonly head?: ConversationHead;
  readonly live?: Live;
  readonly followed: Followed;
  readonly board: AdviceByKey;
  readonly seen: Seen;
  readonly nowMs: number;
  readonly script: DeskLooks['script']; // how much of a script is painted
  readonly offlineSince?: number;
  readonly refused?: Problem; // why the last act was not done, for a few seconds
  readonly isOver: boolean;
  readonly overlay: Overlay;
  readonly setOverlay: (overlay: Overlay) => void;
  readonly overlaid: string | null; // the interrupt that stood when it was opened
  readonly isCovered: boolean; // an interrupt came since and lies over it
  readonly asked: string | null; // the advice somebody asked why of
  readonly explain: (advice: Pick<Advice, 'key' | 'evidence'>) => void;
  readonly looked: SearchHit | null;
  readonly setLooked: (hit: SearchHit | null) => void;
  readonly front: string | null; // the card brought forward by hand
  readonly bringForward: (key: string | null) => void;
  readonly marked: number | null; // the turn scrolled to and marked
  readonly mark: (position: number | null) => void;
  readonly isEditing: boolean;
  readonly edit: (on: 'on' | 'off') => void;
  readonly form: WrapUpForm;
  readonly act: (act: Act) => void;
  readonly picked: LeafHit | null; // the category the agent chose, until the server has said so
  readonly choose: (leaf: LeafHit, searchedMs?: number) => void;
  readonly also: (leaf: LeafHit, filed: 'on' | 'off', searchedMs?: number) => void; // a category beside the main one
  readonly putAway: (key: string) => void;
  readonly robots: RobotsOnDesk;
  readonly staffNo: string; // whose desk this is
  readonly whisper?: StandingWhisper; // a leader's, for this conversation
  readonly answerWhisper: (id: string, did: 'seen' | 'said') => void;
  readonly shownCard: { current: Card | undefined };
}

/** Reads one conversation of the store and keeps what the agent has open on it. */
export function useDeskModel(store: DeskStore, id: ConversationId, pace: number): DeskModel {
  const state = useSyncExternalStore(store.subscribe, store.read);
  const live = state.live[id];
  const followed = live?.followed ?? unheard;
  const [opened, open] = useState<{ readonly overlay: Overlay; readonly over: string | null }>({ overlay: 'none', over: null });
  const [asked, ask] = useState<string | null>(null);
  const [looked, setLooked] = useState<SearchHit | null>(null);
  const [front, bringForward] = useState<string | null>(null);
  const [marked, mark] = useState<number | null>(null);
  const [isEditing, setEditing] = useState(() => store.drafts.read()[id] !== undefined); // half typed when another call came
  const form = useWrapUp(store, id);
  const { forgetRefusal } = form;
  const [lastPicked, pick] = useState<LeafHit | null>(null);
  const [away, setAway] = useState<ReadonlySet<string>>(new Set());
  const shownCard = useRef<Card | undefined>(undefined);
  const whisper = useWhisper(state.screen?.whispers ?? [], id);
  const nowMs = useClock(live, pace);
  const script = useScriptLook(id);

  const board = useMemo(() => boardOf(followed), [followed]);
  const robots = useRobots(id, state.robots[id], followed.board, followed.turns);
  const turns = state.screen?.interrupts;
  const mayInterrupt = useMemo(() => turnsOf(id, followed.interrupting, turns ?? []), [id, followed.interrupting, turns]);
  const others = useMemo(() => claimsOfOthers(followed, store.staffNo), [followed, store.staffNo]);
  const seen = see(board, followed.changedAtMs, nowMs, away, mayInterrupt, others);
  const act = useCallback((what: Act) => store.act(id, what), [store, id]);
  const choose = useCallback(
    ({ code, path }: LeafHit, searchedMs?: number) => {
      pick({ code, path });
      forgetRefusal();
      store.act(id, { kind: 'chose', category: code, ...(searchedMs === undefined ? {} : { searchedMs }) });
    },
    [store, id, forgetRefusal],
  );
  const also = useCallback(
    ({ code }: LeafHit, filed: 'on' | 'off', searchedMs?: number) => {
      forgetRefusal();
      store.act(id, { kind: 'also', category: code, on: filed === 'on', ...(searchedMs === undefined ? {} : { searchedMs }) });
    },
    [store, id, forgetRefusal],
  );
  const pressing = followed.closedAtMs === undefined ? (seen.interrupt?.key ?? null) : null;
  const setOverlay = useCallback((overlay: Overlay) => open({ overlay, over: pressing }), [pressing]);
  const explain = useCallback(
    ({ key, evidence }: Pick<Advice, 'key' | 'evidence'>) => {
      ask(key);
      mark(evidence[0]?.position ?? null);
      setOverlay('why');
    },
    [setOverlay],
  );
  const putAway = useCallback((key: string) => setAway(keys => new Set([...keys, key])), []);
  const edit = useCallback((on: 'on' | 'off') => setEditing(on === 'on'), []);

  useEffect(() => {
    store.follow(id);
    return () => store.lookAway(id);
  }, [store, id]);

  const { refused } = state;
  const isSettled = refused !== undefined || seen.category?.chosen === lastPicked?.code;
  return {
    id,
    head: state.heads?.find(head => head.id === id),
    live,
    followed,
    board,
    seen,
    nowMs,
    script,
    offlineSince: state.link.kind === 'down' ? state.link.since : undefined,
    refused,
    isOver: followed.closedAtMs !== undefined,
    overlay: opened.overlay,
    setOverlay,
    overlaid: opened.over,
    isCovered: opened.overlay !== 'none' && pressing !== null && pressing !== opened.over,
    asked,
    explain,
    looked,
    setLooked,
    front,
    bringForward,
    marked,
    mark,
    isEditing,
    edit,
    form,
    act,
    picked: isSettled ? null : lastPicked,
    choose,
    also,
    putAway,
    robots,
    staffNo: store.staffNo,
    whisper,
    answerWhisper: store.answerWhisper,
    shownCard,
  };
}

/** How much of a script this agent reads; the whole of it until that is known. */
function useScriptLook(id: ConversationId): DeskLooks['script'] {
  const [look, setLook] = useState<{ readonly id: string; readonly script: DeskLooks['script'] } | null>(null);
  useEffect(() => {
    let isStale = false;
    void call('GET', `/v1/desk/looks?conversation=${encodeURIComponent(id)}`, DeskLooks).then(answer => {
      if (!isStale && answer.ok) setLook({ id, script: answer.value.script });
    });
    return () => {
      isStale = true;
    };
  }, [id]);
  return look?.id === id ? look.script : 'full';
}

/** The conversation's clock, four times a second. */
function useClock(live: Live | undefined, pace: number): number {
  const [, tick] = useState(0);
  const runs = live !== undefined && live.followed.closedAtMs === undefined;
  useEffect(() => {
    if (!runs) return;
    const timer = setInterval(() => tick(count => count + 1), 250);
    return () => clearInterval(timer);
  }, [runs]);
  return live ? nowOf(live, pace) : 0;
}
