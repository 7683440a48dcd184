import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import type { AlertDetail, RulePrecision } from '#protocol/alerts.ts';
import { Explained } from '#web/kit/explained.tsx';
import { useNamed } from '#web/kit/names.tsx';
import { paintPunctuation } from '#web/kit/punctuation.ts';

/** Why an alert is dismissed, by the keys 1 to 3. */
export const dismissals = ['misheard', 'quoted', 'justified'] as const;

/** Which of the three keys has been pressed and waits for more. */
export type Asking = 'nothing' | 'why' | 'words';

/** The three keys, the rule in words, and how often it has been right. */
export function Decide({
  detail,
  precision,
  asking,
  unless,
  write,
  on,
}: {
  readonly detail: AlertDetail;
  readonly precision: RulePrecision | undefined;
  readonly asking: Asking;
  readonly unless: string;
  readonly write: (words: string) => void;
  readonly on: {
    readonly confirm: () => void;
    readonly ask: (what: Asking) => void;
    readonly dismiss: (why: (typeof dismissals)[number]) => void;
    readonly suggest: () => void;
  };
}) {
  const { t } = useTranslation();
  const named = useNamed();
  const rule = RuleWords.safeParse(detail.rule).data;
  const may = detail.mayDecide;
  return (
    <>
      <div className="keys">
        <button type="button" disabled={!may} onClick={on.confirm}>
          <span className="k">Y</span>
          <b>{t('confirmAlert')}</b> {t('confirmNote')}
        </button>
        <button type="button" disabled={!may} aria-expanded={asking === 'why'} onClick={() => on.ask('why')}>
          <span className="k">N</span>
          <b>{t('dismissAlert')}</b> {t('dismissNote')}
        </button>
        {asking === 'why' &&
          dismissals.map((why, at) => (
            <button type="button" key={why} className="why" onClick={() => on.dismiss(why)}>
              <span className="k">{at + 1}</span>
              {t(`dismiss-${why}`)}
            </button>
          ))}
        <button type="button" disabled={!may} aria-expanded={asking === 'words'} onClick={() => on.ask('words')}>
          <span className="k">S</span>
          <b>{t('suggestAlert')}</b> {t('suggestNote')}
        </button>
        {asking === 'words' && (
          <form
            className="words"
            onSubmit={event => {
              event.preventDefault();
              on.suggest();
            }}
          >
            <label className="x12 m" htmlFor="unless">
              {t('suggestLabel')}
            </label>
            {/* biome-ignore lint/a11y/noAutofocus: whoever pressed S is about to write */}
            <input id="unless" value={unless} maxLength={200} autoFocus onChange={event => write(event.target.value)} />
            <button type="submit" className="btn" disabled={unless.trim() === ''}>
              {t('suggestSend')} <span className="k">↵</span>
            </button>
          </form>
        )}
      </div>
      <hr />
      <h2 className="x13 b">{t('ruleInWords')}</h2>
      <p className="x13 s">{rule ? named(rule.description) : detail.alert.rule.key}</p>
      <Explained about={{ kind: 'rule', ...version(detail), key: detail.alert.rule.key }} />
      <p className="x12 m num">
        {detail.alert.rule.key}
        {detail.alert.rule.version === undefined ? '' : `@${detail.alert.rule.version}`}
      </p>
      <h2 className="x13 b">{t('rulePrecision')}</h2>
      {precision && precision.precision !== null ? (
        <>
          <p>
            <span className="figure num">{Math.round(precision.precision * 100)}%</span>{' '}
            <span className="x13 m num">{t('precisionOf', precision)}</span>
          </p>
          <div className="bar" aria-hidden="true">
            <span style={{ width: `${precision.precision * 100}%` }} />
          </div>
        </>
      ) : (
        <p className="x13 m">{t('precisionNone')}</p>
      )}
      {precision && precision.recovered > 0 && <p className="x12 m num">{t('precisionRecovered', precision)}</p>}
      {detail.steps.length > 0 && (
        <ul className="x12 m num steps">
          {detail.steps.map(step => (
            <li key={step.at}>
              {t(`alert-${step.what}`)} · {step.by.staffNo}
              {step.reason
                ? ` · ${dismissals.some(why => why === step.reason) ? t(`dismiss-${step.reason}`) : paintPunctuation(step.reason)}`
                : ''}
            </li>
          ))}
        </ul>
      )}
      <p className="x12 m foot">{t('qualityOwn')}</p>
    </>
  );
}

function version({ alert }: AlertDetail): { readonly version?: number } {
  return alert.rule.version === undefined ? {} : { version: alert.rule.version };
}

const RuleWords = z.object({ description: z.string() });
