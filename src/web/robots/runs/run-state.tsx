import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { RobotTrouble, RunState } from '#domain/robot-run.ts';
import type { RobotRun } from '#protocol/robot-runs.ts';
import { useTongue } from '#web/kit/use-tongue.ts';
import { useStepName } from '#web/robots/runs/step-names.ts';
import { inChinese } from '#web/robots/runs/trouble-sentences.ts';

const tone: Readonly<Record<RunState, string>> = {
  queued: 'o',
  running: '',
  waiting: 'warn',
  done: 'ok',
  rehearsed: 'ok',
  failed: 'stop',
  unknown: 'stop',
  cancelled: 'o',
};

/** Where a run stands, as a word with its tone. */
export function StateTag({ state }: { readonly state: RunState }) {
  const { t } = useTranslation();
  return <span className={`tag ${tone[state]}`}>{t(`rr-state-${state}`)}</span>;
}

/** Writes trouble for whoever has to do something about it: what it is, then the sentence. */
export function useTroubleWords(): (trouble: RobotTrouble) => { readonly what: string; readonly says: string } {
  const { t, i18n } = useTranslation();
  const tongue = useTongue();
  const own = (message: string) => (i18n.language === 'zh' ? (inChinese(message) ?? message) : message);
  return trouble => {
    switch (trouble.kind) {
      case 'business':
        return { what: peopleSaid(trouble.message, t) ?? (tongue(trouble.message, trouble.messageEn) || trouble.code), says: trouble.code };
      case 'system':
        return { what: t(`rr-trouble-${trouble.code}`), says: own(tongue(trouble.message, trouble.messageEn)) };
      case 'busy':
        return { what: t('rr-trouble-busy'), says: trouble.target };
      case 'in-doubt':
        return { what: t('rr-trouble-in-doubt'), says: own(trouble.message) };
    }
  };
}

/** What people said to a task, which the journal keeps as a fixed sentence; anything else is the bank's own. */
export function peopleSaid(message: string, t: TFunction): string | null {
  if (message === 'nobody answered in time') return t('rr-trouble-no-answer');
  const by = /^(refused|given up) by (\S+)$/.exec(message);
  return by ? t(by[1] === 'refused' ? 'rr-trouble-REFUSED-by' : 'rr-trouble-ABANDONED-by', { who: by[2] }) : null;
}

/** What a run came to, or what it waits for, in a line. */
export function RunSays({ run }: { readonly run: RobotRun }) {
  const { t } = useTranslation();
  const words = useTroubleWords();
  const nameOf = useStepName();
  const trouble = run.trouble && words(run.trouble);
  const { waits } = run;
  return (
    <span className="run-says">
      {waits && <span>{waits.for === 'target' ? t('rr-wait-target', { target: waits.target }) : t(`rr-wait-${waits.for}`)}</span>}
      {!waits && run.atStepName && <span className="s">{t('rr-at-step', { step: nameOf(run.atStepName) })}</span>}
      {trouble && (
        <span>
          {trouble.what} <span className="x12 m">{trouble.says}</span>
        </span>
      )}
      {run.business > 0 && <span className="x12 m">{t('rr-business-n', { count: run.business })}</span>}
      {run.failures > 0 && <span className="x12 m">{t('rr-failures-n', { count: run.failures })}</span>}
      {run.late && <span className="tag warn">{t('rr-late')}</span>}
    </span>
  );
}

/** What something is called in this reader's language. */
export function useBotTitle(): (named: { readonly title: string; readonly titleEn?: string | undefined }) => string {
  const tongue = useTongue();
  return ({ title, titleEn }) => tongue(title, titleEn);
}

/** Why a run was made. */
export function useCauseWords(): (cause: RobotRun['cause']) => string {
  const { t } = useTranslation();
  return cause => {
    switch (cause.kind) {
      case 'schedule':
        return t('rr-cause-schedule', { at: cause.at });
      case 'queue':
        return t('rr-cause-queue', { queue: cause.queue });
      case 'event':
        return t('rr-cause-event', { on: t(`rb-on-${cause.on}`, { defaultValue: cause.on }) });
      case 'requeued':
        return t('rr-cause-requeued', { reason: cause.reason });
      case 'person':
      case 'card':
      case 'api':
      case 'file':
        return t(`rr-cause-${cause.kind}`);
    }
  };
}
