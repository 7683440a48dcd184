import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type BotList, BotVersionWhole } from '#protocol/robots.ts';
import { Shown, useReading } from '#web/admin/reading.tsx';
import { AskRun } from '#web/robots/bots/dry-run.tsx';
import { useBotTitle } from '#web/robots/runs/run-state.tsx';

/** Starts a live bot for real: which one, with what. */
export function StartRun({ bots }: { readonly bots: BotList['bots'] }) {
  const { t } = useTranslation();
  const title = useBotTitle();
  const live = bots.filter(bot => bot.live !== undefined);
  const [name, choose] = useState(live[0]?.bot ?? '');
  const chosen = live.find(({ bot }) => bot === name);
  if (!chosen) return <p className="pan calm">{t('rr-start-none')}</p>;
  return (
    <section aria-label={t('rr-start')}>
      <label className="pan field start-which">
        <span className="x12 m">{t('rr-filter-bot')}</span>
        <select value={name} onChange={event => choose(event.target.value)}>
          {live.map(bot => (
            <option key={bot.bot} value={bot.bot}>
              {title(bot)}
            </option>
          ))}
        </select>
      </label>
      <Inputs key={name} name={name} live={chosen.live ?? 0} title={title(chosen)} />
    </section>
  );
}

function Inputs({ name, live, title }: { readonly name: string; readonly live: number; readonly title: string }) {
  const { t } = useTranslation();
  const reading = useReading(`/v1/robots/bots/${name}/versions/${live}`, BotVersionWhole);
  return (
    <Shown reading={reading}>
      {({ bot }) => (
        <AskRun
          path={`/v1/robots/bots/${name}/runs`}
          inputs={bot?.inputs ?? {}}
          title={title}
          note={t('rr-start-means')}
          word={t('rr-start')}
        />
      )}
    </Shown>
  );
}
