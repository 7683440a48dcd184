import { useLayoutEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { boardOf, unheard } from '#web/desk/fold.ts';
import { highlightsOf } from '#web/desk/highlights.ts';
import type { Live } from '#web/desk/store.ts';
import { Words } from '#web/desk/words.tsx';
import { clockTime } from '#web/kit/durations.ts';
import { Icon } from '#web/kit/icons.tsx';

/** The talk as it was typed, and how fast the last sentence got onto the screen. */
export function Said({ live, lang }: { readonly live: Live | undefined; readonly lang: 'zh' | 'en' }) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const followed = live?.followed ?? unheard;
  const marks = useMemo(() => highlightsOf(boardOf(followed), followed.used, followed.turns), [followed]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new sentence moves the view
  useLayoutEffect(() => {
    if (box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [followed.turns.length]);
  return (
    <div ref={box} className="said-list" role="log" aria-label={t('transcript')}>
      {followed.turns.map(turn => (
        <div key={turn.position} className={turn.speaker === 'agent' ? 'bubble mine' : 'bubble'}>
          <p className="x12 m num">
            {t(turn.speaker)} {clockTime(turn.startMs)}
          </p>
          <p className="text" lang={lang === 'zh' ? 'zh-CN' : 'en'}>
            <Words text={turn.text} highlights={marks.get(turn.position)} />
          </p>
        </div>
      ))}
      {live && <Latency live={live} />}
    </div>
  );
}

function Latency({ live }: { readonly live: Live }) {
  const { t } = useTranslation();
  const { stamps } = live.followed;
  if (!stamps) return null;
  const { heardAt, detectedAt, pushedAt, storedAt, speechEndAt } = stamps.stamps;
  const end = speechEndAt ?? heardAt;
  const since = (at: number) => Math.max(0, Math.round((at - end) * 10) / 10);
  const painted = live.paintedMs?.position === stamps.position ? since(pushedAt ?? storedAt ?? detectedAt) + live.paintedMs.tookMs : null;
  const turn = [...live.followed.turns].reverse().find(({ position }) => position <= stamps.position);
  const arrow = <Icon name="arrow" size={12} />;
  return (
    <p className="row x12 m num latency" data-testid="latency">
      {turn && (
        <span>{t('speechEnd', { at: `${clockTime(turn.endMs)}.${String(Math.floor((turn.endMs % 1000) / 10)).padStart(2, '0')}` })}</span>
      )}
      {arrow}
      <span>{t('heardIn', { ms: since(heardAt) })}</span>
      {arrow}
      <span>{t('judgedIn', { ms: Math.max(0, Math.round((detectedAt - heardAt) * 10) / 10) })}</span>
      {painted !== null && (
        <>
          {arrow}
          <span className="s" style={{ fontWeight: 500 }}>
            {t('paintedIn', { ms: Math.round(painted) })}
          </span>
        </>
      )}
    </p>
  );
}
