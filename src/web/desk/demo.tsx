import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DemoCall, DemoPace } from '#protocol/rest.ts';
import { call, nothing } from '#web/kit/api.ts';
import { Icon } from '#web/kit/icons.tsx';

type Speed = 1 | 2 | 4;
const speeds: readonly Speed[] = [1, 2, 4];

/** The played call of this desk: started when nothing is open, paused, sped up, followed by the next. */
export interface Demo {
  readonly call: DemoCall | null;
  readonly paused: boolean;
  readonly speed: number; // the server may play at another than ours
  readonly control: (change: { readonly paused?: boolean; readonly speed?: Speed }) => void;
  readonly next: () => void;
}

/** Starts a fresh call once the inbox is known to be empty; later ones on request. */
export function useDemo(
  isDemo: boolean,
  openNow: number | null,
  current: { readonly externalId: string; readonly demo: boolean } | undefined,
): Demo | null {
  const [played, setPlayed] = useState<DemoCall | null>(null);
  const [paused, setPaused] = useState(false);
  const [speed, setSpeed] = useState(1);
  const started = useRef(false);

  const learn = useCallback(async (of: string) => {
    const answer = await call('GET', '/v1/demo/call', DemoPace.nullable());
    if (!answer.ok || answer.value?.externalId !== of) return;
    setPaused(answer.value.paused);
    setSpeed(answer.value.speed);
  }, []);

  const next = useCallback(async () => {
    const answer = await call('POST', '/v1/demo/call', DemoCall, {});
    if (!answer.ok) return;
    setPlayed(answer.value);
    await learn(answer.value.externalId);
  }, [learn]);

  useEffect(() => {
    if (!isDemo || openNow === null || started.current) return;
    started.current = true;
    if (openNow === 0) void next();
  }, [isDemo, openNow, next]);

  // Another window, or who started the server, may have set the pace of the call that is shown.
  const shown = current?.demo ? current.externalId : undefined;
  useEffect(() => {
    if (isDemo && shown !== undefined) void learn(shown);
  }, [isDemo, shown, learn]);

  const externalId = current?.demo ? current.externalId : played?.externalId;
  const control = useCallback(
    (change: { readonly paused?: boolean; readonly speed?: Speed }) => {
      if (!externalId) return;
      if (change.paused !== undefined) setPaused(change.paused);
      if (change.speed !== undefined) setSpeed(change.speed);
      void call('PATCH', `/v1/demo/call/${encodeURIComponent(externalId)}`, nothing, change);
    },
    [externalId],
  );
  return isDemo ? { call: played, paused, speed, control, next: () => void next() } : null;
}

/** Pause, speed and next call; shown in the demo only. */
export function DemoBar({ demo, look }: { readonly demo: Demo; readonly look: 'bar' | 'menu' }) {
  const { t } = useTranslation();
  return (
    <fieldset className={look === 'bar' ? 'demo-bar' : 'demo-bar in-menu'} aria-label={t('demoBar')}>
      {look === 'menu' && <span className="tag o">{t('demo')}</span>}
      <button type="button" className="ib" onClick={() => demo.control({ paused: !demo.paused })}>
        <Icon name={demo.paused ? 'play' : 'pause'} />
        {t(demo.paused ? 'go-on' : 'pause')}
      </button>
      {!speeds.some(speed => speed === demo.speed) && <span className="b num">×{demo.speed}</span>}
      {speeds.map(speed => (
        <button
          key={speed}
          type="button"
          className={demo.speed === speed ? 'speed b' : 'speed m'}
          aria-pressed={demo.speed === speed}
          onClick={() => demo.control({ speed })}
        >
          ×{speed}
        </button>
      ))}
      <button type="button" className="ib" onClick={demo.next}>
        {t('nextCall')}
      </button>
    </fieldset>
  );
}
