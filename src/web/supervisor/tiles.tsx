import { memo, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Tile } from '#protocol/supervisor.ts';
import { clockTime } from '#web/kit/durations.ts';
import { Icon } from '#web/kit/icons.tsx';
import { useNamed } from '#web/kit/names.tsx';

/** Silence is worth a word from here on. */
const quietFromMs = 5000;

/** One agent, always in the same place. Only what changed is painted again; the seconds run in the tile itself. */
export const TileBox = memo(function TileBox({
  tile,
  isChosen,
  aheadMs,
  runs,
  choose,
}: {
  readonly tile: Tile;
  readonly isChosen: boolean;
  readonly aheadMs: number;
  readonly runs: boolean; // the line is up: otherwise the seconds would lie
  readonly choose: (tile: Tile) => void;
}) {
  const { t } = useTranslation();
  const named = useNamed();
  const now = useSecond(runs) + aheadMs;
  const isQuiet = tile.calls > 0 && tile.quietSinceAt !== undefined && now - tile.quietSinceAt >= quietFromMs;
  const tone = tile.alert?.tone === 'stop' ? ' st' : '';
  return (
    <button
      type="button"
      className={`tile${tone}${isChosen ? ' sel' : ''}${tile.calls === 0 ? ' idle' : ''}`}
      aria-pressed={isChosen}
      data-agent={tile.staffNo}
      tabIndex={isChosen ? 0 : -1}
      onClick={() => choose(tile)}
    >
      <span className="row">
        <span className="id num">{tile.staffNo}</span>
        <span className="sp" />
        <span className={`x13 num${tile.calls === 0 ? ' m' : ''}`}>{tile.sinceAt === null ? '' : clockTime(now - tile.sinceAt)}</span>
      </span>
      <span className="row x13">
        <span className={tile.topic ? 's el' : 'm el'} title={tile.topic && named(tile.topic)}>
          {tile.topic ? named(tile.topic) : tile.name}
        </span>
      </span>
      <span className={`x12 row state${tile.calls === 0 ? ' m' : ''}`}>
        <i className={`dot ${dots[tile.state]}`} />
        <span className="el">
          {t(`state-${tile.state}`)}
          {tile.calls > 1 && ` ×${tile.calls}`}
        </span>
      </span>
      <span className="al">
        {tile.alert ? (
          <span className={tile.alert.tone === 'stop' ? 'stop el' : 'ok el'} title={named(tile.alert.title)}>
            {tile.alert.tone === 'stop' && <Icon name="warn" size={12} />}
            {tile.alert.tone === 'stop' ? named(tile.alert.title) : t('tileRecovered', { title: named(tile.alert.title) })}
          </span>
        ) : isQuiet ? (
          <span className="warn num">{t('tileQuiet', { seconds: Math.floor((now - (tile.quietSinceAt ?? now)) / 1000) })}</span>
        ) : null}
      </span>
    </button>
  );
});

const dots: Readonly<Record<Tile['state'], string>> = {
  talking: 'k',
  ready: 'g',
  wrapping: '',
  busy: '',
  break: '',
  away: 'o',
  unknown: 'o',
};

const tellers = new Set<() => void>();
let ticking: ReturnType<typeof setInterval> | undefined;

/** Our clock, once a second for everybody who shows seconds; it stands still when asked to. */
export function useSecond(runs: boolean): number {
  const [now, set] = useState(() => Date.now());
  useEffect(() => {
    if (!runs) return;
    const tell = () => set(Date.now());
    tell();
    tellers.add(tell);
    ticking ??= setInterval(() => {
      for (const each of tellers) each();
    }, 1000);
    return () => {
      tellers.delete(tell);
      if (tellers.size > 0) return;
      clearInterval(ticking);
      ticking = undefined;
    };
  }, [runs]);
  return now;
}
