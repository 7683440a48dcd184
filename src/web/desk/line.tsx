import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Chip as SaidChip } from '#domain/advice.ts';
import type { DeskModel } from '#web/desk/model.ts';
import { langOf } from '#web/desk/search.tsx';
import { type Alarm, isAllSaid, isRecovered } from '#web/desk/seen.ts';
import { isVerifyAgain, VerifyAgain } from '#web/desk/verify-again.tsx';
import { WhisperLine } from '#web/desk/whisper.tsx';
import { clockTime } from '#web/kit/durations.ts';
import { Icon, type IconName } from '#web/kit/icons.tsx';
import { type Named, useNamed } from '#web/kit/names.tsx';
import { skippedInWords } from '#web/kit/skipped.ts';
import { leftInWords } from '#web/kit/time-left.ts';
import { Told } from '#web/kit/told.tsx';

/** What is owed before a moment: one obligation takes the zone, two a row each, a third is a count; a leader's whisper makes all of them one. `instead` stands where nothing is owed. */
export function Line({ desk, instead }: { readonly desk: DeskModel; readonly instead?: React.ReactNode }) {
  const { t } = useTranslation();
  const lines = desk.seen.lines;
  const [first, second] = lines;
  const isSettled = first !== undefined && lines.every(line => isAllSaid(line) || isRecovered(line));
  const isCovered = desk.seen.interrupt !== undefined && !desk.isOver; // then a whisper stands below the interrupt
  const whisper = isCovered ? undefined : desk.whisper;
  const whispered = whisper?.state === 'done' ? ' done' : ' whispered';
  const tone = whisper ? whispered : first === undefined ? '' : isSettled ? ' done' : isOwed(first, desk) ? ' line' : ' calm';
  const isTwo = second !== undefined && !whisper;
  return (
    <section
      className={`dc zone${isTwo ? ' two' : tone}${first === undefined && !whisper && instead ? ' noticing' : ''}`}
      aria-label={t('lineZone')}
      aria-live="polite"
      data-zone="line"
    >
      {whisper ? (
        <WhisperLine whisper={whisper} desk={desk} more={lines.length} />
      ) : first === undefined ? (
        (instead ?? (desk.live?.isCaughtUp && <p className="x13 m">{desk.isOver ? t('nothingOpen') : t('nothingOwed')}</p>))
      ) : second === undefined ? (
        <One line={first} desk={desk} />
      ) : (
        <>
          <Half line={first} desk={desk} />
          <Half line={second} desk={desk} more={lines.length - 2} />
        </>
      )}
    </section>
  );
}

function One({ line, desk }: { readonly line: Alarm; readonly desk: DeskModel }) {
  const { t } = useTranslation();
  const named = useNamed();
  const settled = isAllSaid(line) || isRecovered(line);
  const said = line.kind === 'prompt' && isAllSaid(line);
  return (
    <fieldset aria-label={nameOf(line, t, named)} data-key={line.key} className="one">
      <div className={`t ${settled ? 'ok' : isOwed(line, desk) ? 'warn' : 's'}`}>
        <Icon name={iconOf(line)} />
        <span className="el">
          {said ? t('allSaid') : isRecovered(line) ? t('recovered', { what: named(titleOf(line)) }) : named(titleOf(line))}
        </span>
        <span className="sp" />
        <span className="x12 m" style={{ fontWeight: 400 }}>
          {sideOf(line, desk, t, named)}
        </span>
        <WhyLine line={line} desk={desk} />
      </div>
      {line.kind === 'prompt' && line.chips.length > 0 ? (
        <div className="row chips-row" lang={langOf(desk)}>
          {line.chips.map(chip => (
            <Chip key={chip.label} chip={chip} />
          ))}
        </div>
      ) : isVerifyAgain(line) ? (
        <div className="row verify-row">
          <Told className="x13 s el" own={bodyOf(line)} lang={langOf(desk)} />
          <VerifyAgain desk={desk} line={line} />
        </div>
      ) : (
        <p className="x13 s two-lines">
          <Skipped line={line} />
          <Told own={bodyOf(line)} lang={langOf(desk)} />
        </p>
      )}
    </fieldset>
  );
}

function Half({ line, desk, more = 0 }: { readonly line: Alarm; readonly desk: DeskModel; readonly more?: number }) {
  const { t } = useTranslation();
  const named = useNamed();
  const settled = isAllSaid(line) || isRecovered(line);
  return (
    <fieldset
      aria-label={nameOf(line, t, named)}
      data-key={line.key}
      className={`half x13 ${settled ? 'done' : isOwed(line, desk) ? 'line' : 'calm'}`}
    >
      <span className={settled ? 'ok' : isOwed(line, desk) ? 'warn' : 's'}>
        <Icon name={iconOf(line)} />
      </span>
      <span className={`b nw ${settled ? 'ok' : isOwed(line, desk) ? 'warn' : 's'}`}>{named(titleOf(line))}</span>
      {line.kind === 'prompt' && line.chips.length > 0 ? (
        <span className="el halves" lang={langOf(desk)}>
          {line.chips.map(chip => (
            <span key={chip.label} className={chip.said ? 'ok nw' : 's nw'}>
              <Icon name={chip.said ? 'tick' : 'hollow'} size={11} /> {chip.label}
            </span>
          ))}
        </span>
      ) : (
        <span className="el s" title={`${skipped(line, t, named)}${named(bodyOf(line))}`}>
          <Skipped line={line} />
          <Told own={bodyOf(line)} lang={langOf(desk)} />
        </span>
      )}
      <span className="sp" />
      {line.kind === 'warning' && line.left && <span className="x12 warn nw num">{sideOf(line, desk, t, named)}</span>}
      {isVerifyAgain(line) && <VerifyAgain desk={desk} line={line} />}
      {more > 0 && <span className="tag o">{t('more', { count: more })}</span>}
      <WhyLine line={line} desk={desk} />
    </fieldset>
  );
}

/** Why this line is there; a claim is answered there too. */
function WhyLine({ line, desk }: { readonly line: Alarm; readonly desk: DeskModel }) {
  const { t } = useTranslation();
  const named = useNamed();
  return (
    <button
      type="button"
      className="x12 link-button why-line"
      aria-label={`${t('why')} ${named(titleOf(line))}`}
      onClick={() => desk.explain(line)}
    >
      {t('why')}
    </button>
  );
}

/** A phrase to be said; its width is the same said and unsaid. */
export function Chip({ chip }: { readonly chip: SaidChip }) {
  const { t } = useTranslation();
  return (
    <span
      className={chip.said ? 'chip y' : 'chip'}
      aria-label={`${chip.label}${t('comma')}${t(chip.said ? 'said' : 'notSaid')}`}
      role="img"
    >
      <Icon name={chip.said ? 'tick' : 'hollow'} />
      {chip.label}
    </span>
  );
}

/** The whole obligation as one sentence: what a screen reader speaks. */
export function nameOf(line: Alarm, t: TFunction, named: Named): string {
  const isListed = line.kind === 'prompt' && line.chips.length > 0;
  return `${named(titleOf(line))}${t('colon')}${isListed ? line.chips.map(chip => chip.label).join('·') : `${skipped(line, t, named)}${named(bodyOf(line))}`}`;
}

function titleOf(line: Alarm): string {
  return line.kind === 'handoff' ? line.routeTo : line.title;
}

function bodyOf(line: Alarm): string {
  switch (line.kind) {
    case 'prompt':
      return line.doNow ?? line.sentence;
    case 'warning':
    case 'violation':
      return line.doNow;
    case 'handoff':
      return line.summary;
  }
}

/** What was left out before it, where the claim is about that. */
function skipped(line: Alarm, t: TFunction, named: Named): string {
  const words = line.kind === 'violation' ? skippedInWords(line, t, named) : undefined;
  return words ? `${words}${t('sentenceEnd')}` : '';
}

function Skipped({ line }: { readonly line: Alarm }) {
  const { t } = useTranslation();
  return <>{skipped(line, t, useNamed())}</>;
}

function iconOf(line: Alarm): IconName {
  if (isAllSaid(line) || isRecovered(line)) return 'tick';
  return iconOfKind[line.kind];
}

const iconOfKind = { prompt: 'pin', warning: 'clock', violation: 'warn', handoff: 'hand' } as const satisfies Record<
  Alarm['kind'],
  IconName
>;

function isOwed(line: Alarm, { seen }: DeskModel): boolean {
  if (seen.others.has(line.key)) return false;
  return line.kind !== 'violation' || line.settled === 'fired' || line.severity === 'serious';
}

function sideOf(line: Alarm, desk: DeskModel, t: TFunction, named: Named): string {
  switch (line.kind) {
    case 'prompt':
      return named(line.deadline ?? '');
    case 'warning':
      return leftInWords(line.left, desk.nowMs, t, named);
    case 'violation':
      if (desk.seen.others.has(line.key)) return t('earlierAgent');
      return line.recovered
        ? clockTime(desk.followed.changedAtMs[line.key] ?? 0)
        : line.settled === 'contested'
          ? t('contested')
          : line.settled === 'acknowledged'
            ? t('acknowledged')
            : line.times > 1
              ? t('times', { count: line.times })
              : '';
    case 'handoff':
      return t(line.action === 'hand-over' ? 'handOver' : 'callSpecialist');
  }
}
