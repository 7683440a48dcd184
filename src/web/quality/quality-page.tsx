import i18next from 'i18next';
import { useEffect, useLayoutEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import type { Session } from '#protocol/rest.ts';
import { call, nothing } from '#web/kit/api.ts';
import { AppBar } from '#web/kit/app-bar.tsx';
import { paintPunctuation } from '#web/kit/punctuation.ts';
import { aroundOf } from '#web/quality/around.ts';
import { Claim } from '#web/quality/claim.tsx';
import { type Asking, Decide, dismissals } from '#web/quality/decide.tsx';
import { Queue } from '#web/quality/queue.tsx';
import { useSettling } from '#web/quality/use-settling.ts';
import { qualityWordsEn } from '#web/quality/words-en.ts';
import { qualityWordsZh } from '#web/quality/words-zh.ts';
import '#web/quality/quality.css';

i18next.addResourceBundle('zh', 'translation', qualityWordsZh, true, true);
i18next.addResourceBundle('en', 'translation', qualityWordsEn, true, true);

/** The first page of inspectors: unsettled alerts, the call at the moment, three keys. */
export function QualityPage({ session }: { readonly session: Session }) {
  const { t } = useTranslation();
  const go = useNavigate();
  const [search, setSearch] = useSearchParams();
  const rule = search.get('rule');
  const settling = useSettling(rule);
  const { alerts, detail, chosen, problem, last } = settling;
  const [asking, ask] = useState<Asking>('nothing');
  const [unless, write] = useState('');
  const [note, say] = useState('');

  // biome-ignore lint/correctness/useExhaustiveDependencies: another alert begins with nothing asked
  useEffect(() => {
    ask('nothing');
    write(detail ? (aroundOf(detail).shown?.quote ?? '') : '');
  }, [chosen, detail?.alert.id]);

  const suggest = async () => {
    if (!detail || unless.trim() === '') return;
    const answer = await call('POST', `/v1/alerts/${detail.alert.id}/suggest`, nothing, { unless: unless.trim() });
    ask('nothing');
    say(answer.ok ? t('suggestSent') : t('listFailed'));
  };
  const on = {
    confirm: () => void (detail?.mayDecide && settling.settle('confirmed')),
    ask: (what: Asking) => ask(now => (now === what ? 'nothing' : what)),
    dismiss: (why: (typeof dismissals)[number]) => void settling.settle('dismissed', why),
    suggest: () => void suggest(),
  };

  // In the layout, so that a key never acts on what was shown before.
  useLayoutEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target instanceof HTMLInputElement) {
        if (event.key === 'Escape') ask('nothing');
        return;
      }
      const key = event.key.toLowerCase();
      const why = asking === 'why' ? dismissals[Number(key) - 1] : undefined;
      if (why) on.dismiss(why);
      else if (key === 'y') on.confirm();
      else if (key === 'n' && detail?.mayDecide) on.ask('why');
      else if (key === 's' && detail?.mayDecide) on.ask('words');
      else if (key === 'z') void settling.undo().then(() => say(t('undone')));
      else if (key === 'o' && detail) go(`/conversations/${detail.alert.conversation}`);
      else if (key === 'escape') ask('nothing');
      else if (key === 'arrowdown') settling.step(1);
      else if (key === 'arrowup') settling.step(-1);
      else return;
      event.preventDefault();
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  });

  const others = detail ? (alerts ?? []).filter(({ id, conversation }) => id !== chosen && conversation === detail.alert.conversation) : [];
  return (
    <div className="quality-page">
      <AppBar session={session} />
      <main className="quality">
        <aside aria-label={t('qualityTitle')}>
          <div className="sechd">
            {t('qualityTitle')} {alerts && <span className="cnt num">{settling.waiting}</span>}
          </div>
          {rule !== null && (
            <p className="row x13" style={{ padding: '8px 16px' }}>
              <span className="el">{t('onlyRule', { rule })}</span>
              <span className="sp" />
              <button type="button" className="btn sm q" onClick={() => setSearch({})}>
                {t('allRules')}
              </button>
            </p>
          )}
          {alerts === null && !problem && <span className="bone" style={{ height: 62, margin: 12 }} />}
          {alerts && <Queue alerts={alerts} chosen={chosen} choose={settling.choose} />}
          <p className="x12 m qa-foot">{t('qualityFoot')}</p>
          {settling.notEvaluable.length > 0 && (
            <details className="x12 m qa-foot">
              <summary>{t('notEvaluable', { count: settling.notEvaluable.length })}</summary>
              {settling.notEvaluable.map(({ rule, title, needs }) => (
                <p key={rule}>
                  <span className="num">{rule}</span> {paintPunctuation(title)}: {paintPunctuation(needs)}
                </p>
              ))}
            </details>
          )}
        </aside>
        <section className="claim" aria-live="polite">
          {problem && (
            <div className="trouble" role="alert">
              {t(problem.kind === 'conflict' ? 'problemConflict' : 'listFailed')}
            </div>
          )}
          {alerts?.length === 0 && <p className="calm">{t('qualityEmpty')}</p>}
          {chosen !== null && !detail && <span className="bone" style={{ height: 220 }} />}
          {detail && <Claim key={detail.alert.id} detail={detail} others={others} choose={settling.choose} />}
        </section>
        <aside className="decide">
          <p className="x13 said-now" role="status">
            {last
              ? t(last.outcome === 'confirmed' ? 'saidConfirmed' : 'saidDismissed', { title: paintPunctuation(last.alert.rule.title) })
              : note}
            {last && (
              <button type="button" className="btn q sm" onClick={() => void settling.undo()}>
                {t('undo')} <span className="k">Z</span>
              </button>
            )}
          </p>
          {detail && (
            <Decide
              detail={detail}
              precision={settling.precision.find(({ rule }) => rule === detail.alert.rule.key)}
              asking={asking}
              unless={unless}
              write={write}
              on={on}
            />
          )}
        </aside>
      </main>
    </div>
  );
}
