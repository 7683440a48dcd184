import { useTranslation } from 'react-i18next';
import type { RobotsToday, SwitchRobots } from '#protocol/robot-runs.ts';
import { WithReason } from '#web/robots/runs/with-reason.tsx';

type Off = RobotsToday['off'];

/** Stops every robot, or lets them go on; always with a reason. */
export function SwitchAll({ off, again }: { readonly off: Off; readonly again: () => Promise<void> }) {
  const isOff = off.some(({ kind }) => kind === 'all');
  return <Switch kind="all" name="*" isOff={isOff} again={again} />;
}

/** The kill switch of everything, a target or a bot. */
export function Switch({
  kind,
  name,
  isOff,
  again,
}: Pick<SwitchRobots, 'kind' | 'name'> & { readonly isOff: boolean; readonly again: () => Promise<void> }) {
  const { t } = useTranslation();
  const word = kind === 'all' ? (isOff ? 'rr-resume-all' : 'rr-stop-all') : isOff ? 'rr-resume' : 'rr-stop';
  return (
    <WithReason
      key={String(isOff)}
      word={t(word)}
      means={isOff ? '' : t('rr-stop-means')}
      kind={isOff ? 'p' : 'danger'}
      does={async (reason, { did }) => {
        const done = await did('POST', '/v1/robots/switch', { kind, name, turn: isOff ? 'on' : 'off', reason } satisfies SwitchRobots);
        if (done) await again();
        return done;
      }}
    />
  );
}

/** What is switched off now, and why. */
export function Stopped({ off }: { readonly off: Off }) {
  const { t } = useTranslation();
  if (off.length === 0) return null;
  return (
    <div className="trouble" role="status" style={{ marginBottom: 16 }}>
      {off.map(({ kind, name, reason }) => (
        <p key={`${kind} ${name}`}>
          <b>{t(`rr-is-off-${kind}`, { name })}</b> <span className="s">{reason}</span>
        </p>
      ))}
    </div>
  );
}
