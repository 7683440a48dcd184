import i18next from 'i18next';
import { useEffect, useLayoutEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import type { Session } from '#protocol/rest.ts';
import { call, nothing } from '#web/kit/api.ts';
import { AppBar } from '#web/kit/app-bar.tsx';
import { useNamed } from '#web/kit/names.tsx';
import { aroundOf } from '#web/quality/around.ts';
import { besideHit } from '#web/quality/beside-hit.ts';
import { Claim } from '#web/quality/claim.tsx';
import { type Asking, Decide, dismissals } from '#web/quality/decide.tsx';
import { Queue } from '#web/quality/queue.tsx';
import { Trouble } from '#web/quality/trouble.tsx';
import { useSettling } from '#web/quality/use-settling.ts';
import { qualityWordsEn } from '#web/quality/words-en.ts';
import { qualityWordsZh } from '#web/quality/words-zh.ts';
import '#web/quality/quality.css';

i18next.addResourceBundle('zh', 'translation', qualityWordsZh, true, true);
i18next.addResourceBundle('en', 'translation', qualityWordsEn, true, true);

/** The first page of inspectors: unsettled alerts, the call at the moment, three keys. */
export function QualityPage({ session }: { readonly session: Session }) {
  const { t } = useTranslation();
  const named = useNamed();
  const go = useNavigate();
  const [search, setSearch] = useSearchParams();
  const rule = search.get('rule');
  const settling = useSettling(rule);
  const { read, detail, chosen, decided } = settling;
  const alerts = read?.alerts ?? null;
  const [last] = decided;
  const { notEvaluable } = settling.precision;
  const [asking, ask] = useState<Asking>('nothing');
  const [unless, write] = useState('');
  const [note, say] = useState('');

  // biome-ignore lint/correctness/useExhaustiveDependencies: another alert begins with nothing asked
  useEffect(() => {
    ask('nothing');
    const around = detail && aroundOf(detail);
    write(around ? besideHit(around.shown?.evidence ?? [], around.turns).slice(0, 200) : '');
  }, [chosen, detail?.alert.id]);

  const suggest = async () => {
    if (!detail || unless.trim() === '') return;
    const answer = await call('POST', `/v1/alerts/${detail.alert.id}/suggest`, nothing, { unless: unless.trim() });
    if (answer.ok) ask('nothing'); // what was written stays until it is sent
    say(t(answer.ok ? 'suggestSent' : 'suggestFailed'));
  };
  const undo = () => void settling.undo().then(did => did === 'taken-back' && say(t('undone')));
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
      if (event.repeat && !key.startsWith('arrow')) {
        if (key === 'enter') event.preventDefault(); // a key held down decides once
        return;
      }
      const why = asking === 'why' ? dismissals[Number(key) - 1] : undefined;
      if (why) on.dismiss(why);
      else if (key === 'y') on.confirm();
      else if (key === 'n' && detail?.mayDecide) on.ask('why');
      else if (key === 's' && detail?.mayDecide) on.ask('words');
      else if (key === 'z') undo();
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
            {t('qualityTitle')} {read && <span className="cnt num">{read.waiting}</span>}
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
          {alerts === null && !settling.isUnread && <span className="bone" style={{ height: 62, margin: 12 }} />}
          {read && <Queue read={read} chosen={chosen} choose={settling.choose} more={settling.more} />}
          <p className="x12 m qa-foot">{t('qualityFoot')}</p>
          {notEvaluable.length > 0 && (
            <details className="x12 m qa-foot">
              <summary>{t('notEvaluable', { count: notEvaluable.length })}</summary>
              {notEvaluable.map(({ rule, title, needs }) => (
                <p key={rule}>
                  <span className="num">{rule}</span> {named(title)}: {named(needs)}
                </p>
              ))}
            </details>
          )}
        </aside>
        <section className="claim" aria-live="polite">
          <Trouble settling={settling} />
          {read?.waiting === 0 && <p className="calm">{t('qualityEmpty')}</p>}
          {chosen !== null && !detail && <span className="bone" style={{ height: 220 }} />}
          {detail && <Claim key={detail.alert.id} detail={detail} others={others} choose={settling.choose} />}
        </section>
        <aside className="decide">
          <p className="x13 said-now" role="status">
            {last ? t(last.outcome === 'confirmed' ? 'saidConfirmed' : 'saidDismissed', { title: named(last.alert.rule.title) }) : note}
            {last && (
              <button type="button" className="btn q sm" onClick={undo}>
                {decided.length > 1 ? t('undoOf', { count: decided.length }) : t('undo')} <span className="k">Z</span>
              </button>
            )}
          </p>
          {detail && (
            <Decide
              detail={detail}
              precision={settling.precision.rules.find(({ rule }) => rule === detail.alert.rule.key)}
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
