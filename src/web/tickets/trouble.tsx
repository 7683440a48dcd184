import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Problem } from '#domain/problem.ts';
import type { TicketKind } from '#domain/ticket-plan.ts';
import { momentWords } from '#web/tickets/clock-words.ts';

/** Why something was not done, in words; what was written stays where it is. */
export function Trouble({
  problem,
  kind,
  latest,
}: {
  readonly problem: Problem | null;
  readonly kind: TicketKind | undefined;
  readonly latest?: () => void;
}) {
  const { t, i18n } = useTranslation();
  if (!problem) return null;
  return (
    <div className="trouble tk-gap" role="alert">
      <p>{troubleWords(t, problem, kind, i18n.language === 'zh' ? 'zh' : 'en')}</p>
      {problem.kind === 'conflict' && latest && (
        <button type="button" className="btn sm" onClick={latest}>
          {t('seeLatest')}
        </button>
      )}
    </div>
  );
}

/** A problem in the reader's words. */
export function troubleWords(t: TFunction, problem: Problem, kind: TicketKind | undefined, lang: 'zh' | 'en'): string {
  switch (problem.kind) {
    case 'conflict':
      return problem.by && problem.at
        ? t('trouble-conflict', { by: problem.by, at: momentWords(t, problem.at, new Date()) })
        : t('trouble-conflict-plain', { why: problem.why });
    case 'invalid': {
      if (problem.field === 'deed.called') return t(`trouble-called-${problem.why.split(':')[0]}`);
      if (problem.field === 'deed.result' && problem.why.startsWith('call-back:')) return t('trouble-result');
      if (problem.field === 'deed.outcome') return t('trouble-outcome');
      if (problem.field === 'deed.note') return t('trouble-missing', { field: t('reasonLabel') });
      const key = problem.field.split('.').at(-1) ?? '';
      const field = kind?.fields.find(one => one.key === key)?.[lang] ?? key;
      return t(problem.why === 'missing' ? 'trouble-missing' : 'trouble-invalid', { field });
    }
    case 'four-eyes':
    case 'not-allowed':
    case 'not-found':
    case 'too-large':
    case 'unavailable':
      return t(`trouble-${problem.kind}`);
    default:
      return t('trouble-other');
  }
}
