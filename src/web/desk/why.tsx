import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Because } from '#web/desk/because.tsx';
import { Contest } from '#web/desk/contest.tsx';
import { acknowledge, contest } from '#web/desk/interrupt.tsx';
import type { DeskModel } from '#web/desk/model.ts';
import { langOf } from '#web/desk/search.tsx';
import { aboutsOf } from '#web/kit/about.ts';
import { ExplainedAll } from '#web/kit/explained.tsx';
import { Key } from '#web/kit/key.tsx';
import { useNamed } from '#web/kit/names.tsx';
import { skippedInWords } from '#web/kit/skipped.ts';
import { Told } from '#web/kit/told.tsx';

/** Why did this fire: the words it rests on, the rule or step in words, what would withdraw it; a claim is answered here as well. */
export function Why({ desk }: { readonly desk: DeskModel }) {
  const { t } = useTranslation();
  const named = useNamed();
  const [contesting, contestNow] = useState<string | null>(null);
  const advice = desk.overlay === 'why' && desk.asked !== null ? desk.board[desk.asked] : undefined;
  if (!advice) return null;
  const abouts = aboutsOf(advice);
  const [about] = abouts;
  const claim = advice.kind === 'violation' ? advice : null;
  const isOwn = claim !== null && !desk.seen.others.has(claim.key);
  const close = () => {
    contestNow(null);
    desk.setOverlay('none');
  };
  if (claim && contesting === claim.key)
    return (
      <div className="over-card why-over" data-testid="why">
        <Contest quote={claim.quote} send={reason => contest(desk, claim, reason)} back={() => contestNow(null)} />
      </div>
    );
  return (
    <section className="over-card why-over" aria-label={t('why')} data-testid="why">
      <div className="row">
        <h2 className="b el">{named('title' in advice ? advice.title : advice.kind === 'handoff' ? advice.routeTo : '')}</h2>
        <span className="sp" />
        {about && (
          <span className="x12 m num nw">
            {abouts.map(({ node, key }) => node ?? key).join(' + ')}
            {about.version === undefined ? '' : `@${about.version}`}
          </span>
        )}
      </div>
      <Because desk={desk} evidence={advice.evidence} />
      {'doNow' in advice && advice.doNow && (
        <p className="x13 why-say">
          <span className="m">{t('sayNow')}</span> <Told own={advice.doNow} lang={langOf(desk)} />
        </p>
      )}
      {claim?.skipped && <p className="x13 b">{skippedInWords(claim, t, named)}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what is longer than its place is scrolled by keys, too */}
      <div className="why-words" tabIndex={0}>
        {about ? <ExplainedAll abouts={abouts} /> : <p className="x13 m">{t('explainNothing')}</p>}
      </div>
      <div className="row acts">
        {isOwn && claim.settled === 'fired' && (
          <button type="button" className="btn sm" onClick={() => acknowledge(desk, claim)} data-why-got-it>
            {t('gotIt')} <Key of="gotIt" />
          </button>
        )}
        {isOwn && claim.settled !== 'contested' && (
          <button type="button" className="btn q sm" onClick={() => contestNow(claim.key)} data-why-contest>
            {t('contest')} <Key of="contest" />
          </button>
        )}
        {isOwn && claim.settled !== 'fired' && <span className="x13 m">{t(claim.settled)}</span>}
        {claim && !isOwn && <span className="x13 m">{t('earlierAgentAnswers')}</span>}
        <span className="sp" />
        <button type="button" className="ib" onClick={close}>
          {t('back')} <kbd className="key">Esc</kbd>
        </button>
      </div>
    </section>
  );
}
