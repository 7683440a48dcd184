import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import type { Problem } from '#domain/problem.ts';
import { type Session, TryCall, TryStarted } from '#protocol/rest.ts';
import { Column } from '#web/desk/column.tsx';
import { deskKeys } from '#web/desk/desk-keys.ts';
import { useStore } from '#web/desk/desk-page.tsx';
import { unheard } from '#web/desk/fold.ts';
import { Idle } from '#web/desk/idle.tsx';
import { useKeys } from '#web/desk/keys.ts';
import { useDeskModel } from '#web/desk/model.ts';
import type { DeskStore } from '#web/desk/store.ts';
import { call, nothing } from '#web/kit/api.ts';
import { AppBar } from '#web/kit/app-bar.tsx';
import { useKeysOn } from '#web/kit/appearance.ts';
import { Icon } from '#web/kit/icons.tsx';
import { useKeymap } from '#web/kit/keymap.ts';
import { refusal } from '#web/kit/refusal.ts';
import { Said } from '#web/try/said.tsx';
import { suggest } from '#web/try/suggest.ts';
import '#web/desk/desk.css';
import '#web/try/try.css';

type Side = 'customer' | 'agent';
type Speed = 1 | 2 | 4;

/** Say what a customer or an agent says and watch the desk beside it: a real conversation, typed instead of spoken. */
export function TryPage({ session }: { readonly session: Session }) {
  const store = useStore(session.user.staffNo);
  return store ? <Opened session={session} store={store} /> : null;
}

function Opened({ session, store }: { readonly session: Session; readonly store: DeskStore }) {
  const { t, i18n } = useTranslation();
  const lang = i18n.language === 'en' ? 'en' : 'zh';
  const state = useSyncExternalStore(store.subscribe, store.read);
  const [calls, setCalls] = useState<readonly TryCall[] | null>(null);
  const [picked, setPicked] = useState<TryCall | null>(null);
  const [started, setStarted] = useState<TryStarted | null>(null);
  const [trouble, setTrouble] = useState<Problem | null>(null);
  const [side, setSide] = useState<Side>('agent');
  const [words, setWords] = useState('');
  const [playing, setPlaying] = useState(false);
  const [speed, setSpeed] = useState<Speed>(1);
  const field = useRef<HTMLInputElement>(null);
  const starting = useRef<Promise<TryStarted | null> | null>(null);
  const keysOn = useKeysOn();

  useEffect(() => {
    void call('GET', `/v1/try/calls?lang=${lang}`, z.array(TryCall)).then(answer => setCalls(answer.ok ? answer.value : []));
  }, [lang]);

  const begin = useCallback(
    async (which: TryCall | null): Promise<TryStarted | null> => {
      if (started) void call('DELETE', `/v1/try/${encodeURIComponent(started.externalId)}`, nothing);
      const answer = await call('POST', '/v1/try', TryStarted, { lang, ...(which ? { call: which.id } : {}) });
      setTrouble(answer.ok ? null : answer.problem);
      if (!answer.ok) return null;
      setStarted(answer.value);
      setPicked(which);
      setPlaying(false);
      setSide(which?.lines[0]?.speaker ?? 'customer');
      setWords('');
      field.current?.focus();
      return answer.value;
    },
    [started, lang],
  );

  const live = started ? state.live[started.conversation]?.followed : undefined;
  const followed = live ?? unheard;
  const isOver = followed.closedAtMs !== undefined;
  const said = followed.turns.filter(turn => turn.speaker !== 'bot').length;
  const offers = useMemo(() => suggest(picked, said, lang), [picked, said, lang]);

  const say = useCallback(
    async (speaker: Side, text: string) => {
      const trimmed = text.trim();
      if (trimmed === '') return;
      setWords('');
      starting.current ??= started && !isOver ? Promise.resolve(started) : begin(null);
      const to = await starting.current;
      starting.current = null;
      if (!to) return setWords(typedSince => typedSince || text);
      const answer = await call('POST', `/v1/try/${encodeURIComponent(to.externalId)}/say`, nothing, {
        speaker,
        text: trimmed.slice(0, 1000),
      });
      setTrouble(answer.ok ? null : answer.problem);
      if (!answer.ok) setWords(typedSince => typedSince || text); // said again by Enter
    },
    [started, isOver, begin],
  );
  const offer = (at: number) => {
    const line = offers[at];
    if (!line) return;
    setSide(line.speaker);
    void say(line.speaker, line.text);
  };
  const play = (on: boolean, pace: Speed) => {
    setPlaying(on);
    setSpeed(pace);
    if (started) void call('POST', `/v1/try/${encodeURIComponent(started.externalId)}/play`, nothing, { on, speed: pace });
  };
  const next = () => {
    const at = calls?.findIndex(one => one.id === picked?.id) ?? -1;
    const following = calls?.[(at + 1) % Math.max(1, calls.length)];
    if (following) void begin(following);
  };

  const letters = Object.fromEntries(offers.map((_, at) => [String(at + 1), () => offer(at)]));
  useKeys({ ...letters, ' ': () => play(!playing, speed) }, keysOn ? 'on' : 'off');

  return (
    <div className="try-page">
      <AppBar session={session} />
      <div className="try">
        <aside className="calls" aria-label={t('pickCall')}>
          <h2 className="sechd">{t('pickCall')}</h2>
          {calls?.map(one => (
            <button
              key={one.id}
              type="button"
              className={picked?.id === one.id ? 'qa on hug' : 'qa hug'}
              aria-pressed={picked?.id === one.id}
              onClick={() => void begin(one)}
            >
              <span className="title">{one.title}</span>
              <span className="x12 m">{one.subtitle}</span>
            </button>
          ))}
          <p className="x13 m" style={{ padding: '14px 20px' }}>
            {t(calls?.length === 0 ? 'noCalls' : 'orType')}
          </p>
        </aside>
        <main className="speak">
          <h1 className="h1">{t('youSpeak')}</h1>
          <p className="s" style={{ marginTop: 4 }}>
            {t('realCall')}
          </p>
          <Said live={started ? state.live[started.conversation] : undefined} lang={lang} />
          {trouble && (
            <p className="trouble x13" role="alert">
              {t('tryFailed', { what: refusal(trouble, t) })}
            </p>
          )}
          <div className="offers">
            <p className="lab">{t(isOver ? 'callOver' : started || picked ? 'nextLines' : 'startFirst')}</p>
            {!isOver &&
              offers.map((line, at) => (
                <button key={line.text} type="button" className="offer" onClick={() => offer(at)}>
                  <kbd>{at + 1}</kbd>
                  <span className="x12 m nw">{t(line.speaker)}</span>
                  <span className="el">{line.text}</span>
                  {line.triggers && <span className="x12 m nw">{t('triggers', { what: t(line.triggers) })}</span>}
                </button>
              ))}
          </div>
          <form
            className="pan saybox"
            onSubmit={event => {
              event.preventDefault();
              void say(side, words);
            }}
          >
            <fieldset className="seg-pick" aria-label={t('sayAs')}>
              {(['customer', 'agent'] as const).map(one => (
                <button key={one} type="button" aria-pressed={side === one} onClick={() => setSide(one)}>
                  {t(one)}
                </button>
              ))}
            </fieldset>
            <input
              ref={field}
              value={words}
              maxLength={1000}
              placeholder={t('typeHere')}
              aria-label={t('typeHere')}
              onChange={event => setWords(event.target.value)}
              onKeyDown={event => {
                if (event.nativeEvent.isComposing || event.keyCode === 229) return;
                if (event.key === 'Tab' && !event.shiftKey) {
                  event.preventDefault();
                  setSide(side === 'customer' ? 'agent' : 'customer');
                } else if (event.key === 'Escape') field.current?.blur();
                else if (words === '' && /^[1-9]$/.test(event.key) && offers[Number(event.key) - 1]) {
                  event.preventDefault();
                  offer(Number(event.key) - 1);
                } else if (words === '' && event.key === ' ') {
                  event.preventDefault();
                  play(!playing, speed);
                }
              }}
            />
            <span className="x12 m nw swap-hint">{t('tabSwaps')}</span>
            <button type="submit" className="btn p">
              {t('say')} <kbd>↵</kbd>
            </button>
          </form>
          <div className="row x13 s play">
            <button type="button" className="ib" disabled={!picked || isOver} onClick={() => play(!playing, speed)}>
              <Icon name={playing ? 'pause' : 'play'} />
              {t(playing ? 'pause' : 'playIt')}
            </button>
            {([1, 2, 4] as const).map(pace => (
              <button
                key={pace}
                type="button"
                className={pace === speed ? 'b' : 'm'}
                aria-pressed={pace === speed}
                onClick={() => play(playing, pace)}
              >
                ×{pace}
              </button>
            ))}
            <span className="sp" />
            {started && !isOver && (
              <button
                type="button"
                className="ib m"
                onClick={() => void call('DELETE', `/v1/try/${encodeURIComponent(started.externalId)}`, nothing)}
              >
                {t('hangUp')}
              </button>
            )}
            <button type="button" className="ib m" onClick={next}>
              {t('nextCall')}
            </button>
          </div>
        </main>
        <aside className="beside">
          <p className="x12 m">{t('agentSees')}</p>
          <div className="frame">
            {started ? (
              <Beside key={started.conversation} store={store} started={started} />
            ) : (
              <Idle waiting={[]} link={state.link} isKnown={state.heads !== null} onOpen={() => undefined} />
            )}
          </div>
        </aside>
      </div>
    </div>
  );
}

/** The very column an agent has, for the conversation that is typed. */
function Beside({ store, started }: { readonly store: DeskStore; readonly started: TryStarted }) {
  const desk = useDeskModel(store, started.conversation, 1);
  const keysOn = useKeysOn();
  const all = deskKeys(desk, useKeymap(), () => undefined);
  const free = Object.fromEntries(Object.entries(all).filter(([key]) => !/^[0-9]$/.test(key))); // the digits belong to the lines
  useKeys(desk.overlay === 'flag' || desk.isOver ? all : free, keysOn ? 'on' : 'off');
  return <Column desk={desk} />;
}
