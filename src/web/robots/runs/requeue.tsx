import { useTranslation } from 'react-i18next';
import { RunsRequeued } from '#protocol/robot-runs.ts';
import { WithReason } from '#web/robots/runs/with-reason.tsx';

/** Sends runs on again, each as a new one, with a reason. */
export function Requeue({ runs, done }: { readonly runs: readonly string[]; readonly done: (made: RunsRequeued) => Promise<void> }) {
  const { t } = useTranslation();
  return (
    <WithReason
      word={t('rr-requeue')}
      means={t('rr-requeue-means')}
      kind="p"
      does={async (reason, { doing, say }) => {
        const made = await doing('POST', '/v1/robots/requeue', RunsRequeued, { runs, reason });
        if (!made) return false;
        const [first] = made.refused;
        if (first) say(t('rr-requeue-refused', { run: first.run.slice(0, 8), why: first.why }));
        await done(made);
        return made.refused.length === 0;
      }}
    />
  );
}
