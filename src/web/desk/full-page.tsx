import { useTranslation } from 'react-i18next';
import { CardZone } from '#web/desk/card.tsx';
import { filingOf } from '#web/desk/category.tsx';
import type { Notices } from '#web/desk/column.tsx';
import { ConfirmBar } from '#web/desk/confirm-bar.tsx';
import { Header } from '#web/desk/header.tsx';
import { Interrupt } from '#web/desk/interrupt.tsx';
import { LeafSearch } from '#web/desk/leaf-search.tsx';
import { Line } from '#web/desk/line.tsx';
import type { DeskModel } from '#web/desk/model.ts';
import { AllSteps, countOf } from '#web/desk/rail.tsx';
import { RobotCardOver } from '#web/desk/robots/robot-card.tsx';
import { RobotChip } from '#web/desk/robots/robot-chip.tsx';
import { glanceAt } from '#web/desk/script.ts';
import { langOf, Search } from '#web/desk/search.tsx';
import { Skeleton } from '#web/desk/skeleton.tsx';
import { Transcript } from '#web/desk/transcript.tsx';
import { WhisperBelow } from '#web/desk/whisper.tsx';
import { Why } from '#web/desk/why.tsx';
import { Sealed } from '#web/desk/words.tsx';
import { WrapUp } from '#web/desk/wrap-up.tsx';
import { clockTime } from '#web/kit/durations.ts';
import { Icon } from '#web/kit/icons.tsx';
import { Key } from '#web/kit/key.tsx';
import { partMarks } from '#web/kit/marks.ts';
import { useNamed, useNamedValue } from '#web/kit/names.tsx';
import { paintPunctuation } from '#web/kit/punctuation.ts';

/** The desk as a page of its own: talk left, the sentence in the middle, process and wrap-up right. */
export function FullPage({
  desk,
  switcher,
  notices,
}: {
  readonly desk: DeskModel;
  readonly switcher?: React.ReactNode;
  readonly notices?: Notices;
}) {
  const { t } = useTranslation();
  const searches = desk.overlay === 'search' || desk.overlay === 'processes';
  return (
    <main className="wide-desk" data-testid="desk">
      <Header desk={desk} size="page" switcher={switcher} />
      <div className="wide">
        <div className="lcol">
          <h2 className="sechd">{t('transcript')}</h2>
          <Transcript desk={desk} size="page" />
        </div>
        <div className={desk.isCovered ? 'mid covered' : 'mid'}>
          <Line desk={desk} instead={notices?.line} />
          {desk.isOver ? (
            <div className="wide-wrap">
              <WrapUp desk={desk} />
              <ConfirmBar desk={desk} />
            </div>
          ) : (
            <>
              {desk.live?.isCaughtUp ? <CardZone desk={desk} size="page" /> : <Skeleton />}
              <Next desk={desk} />
            </>
          )}
          <div className="find-wide row">
            <RobotChip desk={desk} look="wide" />
            <button type="button" className="in m" onClick={() => desk.setOverlay('search')}>
              <Icon name="search" />
              {t('searchAll')}
              <span className="sp" />
              <Key of="search" />
            </button>
          </div>
          {searches && (
            <div className="over-card">
              <Search desk={desk} />
            </div>
          )}
          {(desk.overlay === 'leaves' || desk.overlay === 'also') && (
            <div className="over-card">
              <LeafSearch desk={desk} />
            </div>
          )}
          <RobotCardOver desk={desk} />
          {(desk.isOver || !desk.seen.interrupt) && notices?.over}
          {!desk.isOver && <Interrupt desk={desk} />}
          {!desk.isOver && desk.seen.interrupt && <WhisperBelow desk={desk} />}
          <Why desk={desk} />
        </div>
        <div className="rcol">
          <Process desk={desk} />
          {!desk.isOver && <Fields desk={desk} />}
        </div>
      </div>
    </main>
  );
}

function Next({ desk }: { readonly desk: DeskModel }) {
  const { t } = useTranslation();
  const named = useNamed();
  const shown = desk.shownCard.current?.key;
  const others = desk.seen.cards.filter(card => card.key !== shown);
  const then = others.find(card => card.card === 'script');
  const related = others.filter(card => card !== then).slice(0, 3);
  const step = desk.seen.rail?.steps.find(one => one.state === 'pending' && !one.current);
  return (
    <>
      <div className="then">
        <p className="x13 m">{t('thenSay')}</p>
        {then ? (
          <button type="button" className="hug" lang={langOf(desk)} onClick={() => desk.bringForward(then.key)}>
            {paintPunctuation(glanceAt(then.script))}
          </button>
        ) : (
          <p className="m">{step ? named(step.title) : t('nothingNext')}</p>
        )}
      </div>
      {related.length > 0 && (
        <div className="related">
          <p className="x13 m">{t('related')}</p>
          {related.map(card => (
            <button key={card.key} type="button" className="row hug" onClick={() => desk.bringForward(card.key)}>
              <span className="x13 nw">{named(card.title)}</span>
              <span className="sp" />
              {card.question && (
                <span className="x13 m el" lang={langOf(desk)}>
                  {t('quote', { words: paintPunctuation(card.question) })}
                </span>
              )}
            </button>
          ))}
        </div>
      )}
    </>
  );
}

function Process({ desk }: { readonly desk: DeskModel }) {
  const { t } = useTranslation();
  const named = useNamed();
  const rail = desk.seen.rail;
  const count = rail ? countOf(rail) : undefined;
  return (
    <section aria-label={t('railZone')} data-zone="rail">
      <div className="sechd">
        <h2 className="el">{rail ? named(rail.title) : t('process')}</h2>
        {count && (
          <span className="num m" style={{ fontWeight: 400 }} data-testid="progress">
            {count.done}/{count.total}
          </span>
        )}
        <span className="sp" />
        <button type="button" className="ib" onClick={() => desk.setOverlay('processes')}>
          <Icon name="swap" />
          {t(rail ? 'switchProcess' : 'pickProcess')} <Key of="processes" />
        </button>
      </div>
      {rail ? <AllSteps desk={desk} rail={rail} /> : <p className="x13 m empty-note">{t('noProcessLong')}</p>}
    </section>
  );
}

function Fields({ desk }: { readonly desk: DeskModel }) {
  const { t } = useTranslation();
  const written = useNamedValue();
  const named = useNamed();
  const { slots } = desk.seen;
  const { top, isChosen } = filingOf(desk);
  const path = top?.path ?? [];
  const filled = slots.filter(slot => slot.status !== 'empty').length;
  return (
    <section aria-label={t('wrapUp')} data-zone="wrap-up" className="wide-fields">
      <div className="sechd" style={{ height: 42 }}>
        <h2>{t('wrapUp')}</h2>
        <span className="x12 m" style={{ fontWeight: 400 }}>
          {t('fillsAlong')}
        </span>
        <span className="sp" />
        <span className="num m x13" style={{ fontWeight: 400 }}>
          {filled}/{slots.length}
        </span>
      </div>
      {path.length > 0 && (
        <div className="leaf on still">
          <div className="row x13">
            <span className="b el">{named(path.at(-1) ?? '')}</span>
            <span className="sp" />
            <span className="x12 m nw">{isChosen ? t('filed') : t('suggested')}</span>
          </div>
          <div className="x12 m el">{path.slice(0, -1).map(named).join(' / ')}</div>
        </div>
      )}
      {slots.map(slot => {
        const turn = desk.followed.turns.find(({ position }) => position === slot.evidence[0]?.position);
        const sealed = slot.value ? partMarks(slot.value).find(part => part.kind === 'mark') : undefined;
        return (
          <div key={slot.key} className="kv">
            <em className="el">{named(slot.label)}</em>
            {sealed ? (
              <span>
                <Sealed mark={sealed.mark} kind={sealed.class} tail={sealed.tail} opens={desk.id} />
              </span>
            ) : (
              <span className={slot.status === 'empty' ? 'm el' : slot.status === 'unsure' ? 'unsure el' : 'el'}>
                {slot.value === undefined ? t('notHeard') : written(slot.value, slot.form)}
              </span>
            )}
            {turn ? (
              <button type="button" className="x12 m num" onClick={() => desk.mark(turn.position)}>
                {clockTime(turn.startMs)}
              </button>
            ) : (
              <span />
            )}
          </div>
        );
      })}
    </section>
  );
}
