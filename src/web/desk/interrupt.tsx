import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Because } from '#web/desk/because.tsx';
import { Contest } from '#web/desk/contest.tsx';
import type { DeskModel } from '#web/desk/model.ts';
import { langOf } from '#web/desk/search.tsx';
import type { Alarm } from '#web/desk/seen.ts';
import { Icon } from '#web/kit/icons.tsx';
import { Key } from '#web/kit/key.tsx';
import { useNamed } from '#web/kit/names.tsx';
import { paintPunctuation } from '#web/kit/punctuation.ts';
import { skippedInWords } from '#web/kit/skipped.ts';
import { leftInWords } from '#web/kit/time-left.ts';
import { Told } from '#web/kit/told.tsx';

/** Covers line and card exactly; moves nothing and takes no focus. Closed by saying the sentence, or by 知道了. */
export function Interrupt({ desk }: { readonly desk: DeskModel }) {
  const alarm = desk.seen.interrupt;
  const contested = contestedOf(desk);
  const frames = [...(contested && contested.key !== alarm?.key ? [contested] : []), ...(alarm ? [alarm] : [])];
  return (
    <>
      {frames.map((one, at) => (
        <Frame key={one.key} desk={desk} alarm={one} lies={at === frames.length - 1 ? 'on-top' : 'beneath'} />
      ))}
    </>
  );
}

/** The claim an objection is being written to: it stays until that is sent or left, also while another alarm is louder. */
function contestedOf({ overlay, overlaid, board }: DeskModel): Extract<Alarm, { kind: 'violation' }> | undefined {
  const claim = overlay === 'contest' && overlaid !== null ? board[overlaid] : undefined;
  return claim?.kind === 'violation' && claim.settled === 'fired' && !claim.recovered ? claim : undefined;
}

/** One alarm; one that is being contested stays as it is beneath another that comes meanwhile. */
function Frame({ desk, alarm, lies }: { readonly desk: DeskModel; readonly alarm: Alarm; readonly lies: 'on-top' | 'beneath' }) {
  const { t } = useTranslation();
  const [title, say] = [useId(), useId()];
  const named = useNamed();
  const serious = alarm.kind === 'handoff' ? alarm.urgency === 'critical' : alarm.severity === 'serious';
  return (
    <div
      className={alarm.kind === 'warning' ? 'int still' : 'int'}
      role="alertdialog"
      aria-live="assertive"
      aria-labelledby={title}
      aria-describedby={say}
      data-key={alarm.key}
      data-testid={lies === 'on-top' ? 'interrupt' : 'interrupt-beneath'}
    >
      <div className="hd">
        <Icon name={alarm.kind === 'handoff' ? 'hand' : alarm.kind === 'warning' ? 'clock' : 'warn'} />
        <span id={title}>
          {alarm.kind === 'handoff' ? t(alarm.action === 'hand-over' ? 'handOver' : 'callSpecialist') : named(alarm.title)}
        </span>
        <span className="sp" />
        {alarm.kind === 'warning' ? (
          <span className="tag warn num">{leftInWords(alarm.left, desk.nowMs, t, named)}</span>
        ) : (
          <span className="tag stop">{t(serious ? 'serious' : 'general')}</span>
        )}
      </div>
      {desk.overlay === 'contest' && desk.overlaid === alarm.key && alarm.kind === 'violation' ? (
        <Contest quote={alarm.quote} send={reason => contest(desk, alarm, reason)} back={() => desk.setOverlay('none')} />
      ) : (
        <Body desk={desk} alarm={alarm} say={say} />
      )}
    </div>
  );
}

function Body({ desk, alarm, say }: { readonly desk: DeskModel; readonly alarm: Alarm; readonly say: string }) {
  const { t } = useTranslation();
  const named = useNamed();
  return (
    <>
      <p className="quote">
        {alarm.kind === 'violation' && alarm.quote && (
          <>
            {t('youSaid')}
            <span className="hl stop" lang={langOf(desk)}>
              {paintPunctuation(alarm.quote)}
            </span>
            {t('youSaidEnd')}
          </>
        )}
        {alarm.kind === 'violation' && alarm.skipped && (
          <b>
            {skippedInWords(alarm, t, named)}
            {t('sentenceEnd')}
          </b>
        )}
        {named(groundOf(alarm))}
        {alarm.kind === 'warning' && t('stillTimeHint')}
      </p>
      <div className="say" id={say}>
        <div className="l">{t(alarm.kind === 'handoff' ? 'sendTo' : 'sayNow')}</div>
        <p className={`script${sayOf(alarm).length > 70 ? ' dense' : ''}`}>
          {alarm.kind === 'handoff' ? named(alarm.routeTo) : <Told own={sayOf(alarm)} lang={langOf(desk)} />}
        </p>
      </div>
      {alarm.kind === 'violation' ? <p className="why">{t('recoverHint')}</p> : <Because desk={desk} evidence={alarm.evidence} />}
      <div className="row" style={{ marginTop: 'auto' }}>
        <button type="button" className="btn" onClick={() => acknowledge(desk, alarm)}>
          {t('gotIt')} <Key of="gotIt" />
        </button>
        {alarm.kind === 'violation' && (
          <button type="button" className="btn q" onClick={() => desk.setOverlay('contest')}>
            {t('contest')} <Key of="contest" />
          </button>
        )}
        <span className="sp" />
        <button type="button" className="btn q" onClick={() => desk.explain(alarm)}>
          {t('why')} <Key of="why" />
        </button>
      </div>
    </>
  );
}

/** 知道了: the interrupt folds to a line, it does not vanish. */
export function acknowledge(desk: DeskModel, alarm: Alarm): void {
  desk.act({ kind: 'acknowledged', key: alarm.key });
  desk.putAway(alarm.key);
  if (!desk.isCovered) desk.setOverlay('none'); // what lay beneath is found again as it was
}

/** 有异议: the claim stays in sight, marked so, and somebody else decides. */
export function contest(desk: DeskModel, alarm: Alarm, reason: string): void {
  desk.act({ kind: 'contested', key: alarm.key, reason });
  desk.putAway(alarm.key);
  desk.setOverlay('none');
}

function groundOf(alarm: Alarm): string {
  switch (alarm.kind) {
    case 'violation':
      return alarm.why;
    case 'prompt':
      return alarm.sentence;
    case 'handoff':
      return alarm.summary;
    case 'warning':
      return '';
  }
}

function sayOf(alarm: Alarm): string {
  switch (alarm.kind) {
    case 'prompt':
      return alarm.doNow ?? alarm.chips.map(chip => chip.label).join('、');
    case 'warning':
    case 'violation':
      return alarm.doNow;
    case 'handoff':
      return alarm.routeTo;
  }
}
