import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Advice, AdviceChange } from '#domain/advice.ts';
import type { ConversationRecord } from '#protocol/rest.ts';
import { quoteOf } from '#web/desk/because.tsx';
import type { Followed } from '#web/desk/fold.ts';
import { glanceAt } from '#web/desk/script.ts';
import { aboutsOf } from '#web/kit/about.ts';
import { clockTime } from '#web/kit/durations.ts';
import { ExplainedAll } from '#web/kit/explained.tsx';
import { type Named, useNamed } from '#web/kit/names.tsx';
import { skippedInWords } from '#web/kit/skipped.ts';
import { leftInWords } from '#web/kit/time-left.ts';
import { Told } from '#web/kit/told.tsx';

type Row = ConversationRecord['rows'][number];
const small: readonly string[] = ['step', 'slot', 'category', 'summary', 'metric', 'topic'];

/** What the desk showed, in order, with the words each thing rested on and how fast it came. */
export function Timeline({
  rows,
  end,
  mark,
}: {
  readonly rows: readonly Row[];
  readonly end: Followed;
  readonly mark: (position: number) => void;
}) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  return (
    <section className="shown-col" aria-label={t('shownTitle')}>
      <div className="row" style={{ marginBottom: 10 }}>
        <h2 className="b">{t('shownTitle')}</h2>
        <span className="sp" />
        <label className="row x13 s">
          <input type="checkbox" checked={all} onChange={event => setAll(event.target.checked)} />
          {t('showAll')}
        </label>
      </div>
      {rows.map(row => (
        <Shown key={row.event.position} row={row} end={end} all={all} mark={mark} />
      ))}
    </section>
  );
}

function Shown({
  row,
  end,
  all,
  mark,
}: {
  readonly row: Row;
  readonly end: Followed;
  readonly all: boolean;
  readonly mark: (position: number) => void;
}) {
  const { t } = useTranslation();
  const changes = row.advice.filter(change => all || !small.includes(kindOf(change)));
  const { what } = row.event;
  if (changes.length === 0 && what.kind !== 'acted') return null;
  const speed = speedOf(row);
  return (
    <div className="moment">
      <span className="num m x12">{clockTime(row.event.atMs)}</span>
      <div style={{ minWidth: 0 }}>
        {what.kind === 'acted' && <p className="x13 act">{t('byAgent', { what: t(`act-${what.act.kind}`) })}</p>}
        {changes.map(change => (
          <Change
            key={change.op === 'withdrawn' ? change.key : change.advice.key}
            change={change}
            end={end}
            mark={mark}
            atMs={row.event.atMs}
          />
        ))}
        {speed && <p className="x12 m num">{t('stamps', speed)}</p>}
      </div>
    </div>
  );
}

function Change({
  change,
  end,
  mark,
  atMs,
}: {
  readonly change: AdviceChange;
  readonly end: Followed;
  readonly mark: (position: number) => void;
  readonly atMs: number;
}) {
  const { t } = useTranslation();
  const named = useNamed();
  const [asked, ask] = useState(false);
  if (change.op === 'withdrawn')
    return (
      <p className="x13 m">
        <span className="tag o">{t(`kind-${change.kind}`, { defaultValue: change.kind })}</span> {t('op-withdrawn')}
      </p>
    );
  const { advice } = change;
  const abouts = aboutsOf(advice);
  const ground = advice.evidence
    .map(one => ({ one, turn: end.turns.find(turn => turn.position === one.position) }))
    .find(({ turn }) => turn);
  return (
    <div className={`thing ${advice.loudness}`}>
      <p className="x13">
        <span
          className={advice.kind === 'violation' ? 'tag stop' : advice.kind === 'prompt' || advice.kind === 'warning' ? 'tag warn' : 'tag'}
        >
          {t(`kind-${advice.kind}`)}
        </span>{' '}
        <span className="b">{titleOf(advice, named)}</span>{' '}
        {advice.kind === 'warning' && advice.left && <span className="warn num">{leftInWords(advice.left, atMs, t, named)} </span>}
        <span className="m">{t(`op-${change.op}`)}</span>
      </p>
      {advice.kind === 'violation' && advice.skipped && <p className="x13 b">{skippedInWords(advice, t, named)}</p>}
      {bodyOf(advice) && (
        <p className="x13 s">
          {advice.kind === 'violation' && `${named(advice.why)} `}
          <Told own={bodyOf(advice)} lang={end.meta?.lang ?? 'zh'} />
        </p>
      )}
      {ground?.turn && (
        <p className="x12 m">
          {t(ground.turn.speaker === 'customer' ? 'becauseCustomer' : 'becauseMe')}{' '}
          <button type="button" className="s" onClick={() => mark(ground.one.position)}>
            {t('quote', { words: quoteOf(ground.turn.text, ground.one.span) })} {clockTime(ground.turn.startMs)}
          </button>
          {ground.one.like && ` ${t('meantLike')}`}
          {advice.from && (
            <>
              {' '}
              · {advice.from.key}@{advice.from.version}
            </>
          )}
        </p>
      )}
      {abouts.length > 0 && (
        <details className="x12 m" onToggle={event => ask(event.currentTarget.open)}>
          <summary>{t('why')}</summary>
          {asked && <ExplainedAll abouts={abouts} />}
        </details>
      )}
    </div>
  );
}

function kindOf(change: AdviceChange): string {
  return change.op === 'withdrawn' ? change.kind : change.advice.kind;
}

function titleOf(advice: Advice, named: Named): string {
  switch (advice.kind) {
    case 'card':
    case 'topic':
    case 'step':
    case 'prompt':
    case 'warning':
    case 'violation':
    case 'offer':
      return named(advice.title);
    case 'slot':
      return named(advice.label);
    case 'category':
      return advice.ranking[0]?.path.map(named).join(' / ') ?? '';
    case 'summary':
      return '';
    case 'handoff':
      return named(advice.routeTo);
    case 'metric':
      return advice.name === 'unanswered' ? `${advice.name} ${advice.value}` : `${advice.name} ${Math.round(advice.value / 100) / 10} s`;
  }
}

function bodyOf(advice: Advice): string {
  switch (advice.kind) {
    case 'card':
    case 'offer':
      return glanceAt(advice.script);
    case 'prompt':
      return advice.sentence;
    case 'warning':
    case 'violation':
      return advice.doNow;
    case 'summary':
      return advice.clauses.map(({ text }) => text).join(' ');
    case 'handoff':
      return advice.summary;
    case 'slot':
    case 'topic':
    case 'step':
    case 'category':
    case 'metric':
      return '';
  }
}

function speedOf({ stamps, advice }: Row): { readonly heard: number; readonly detected: number; readonly pushed: number } | null {
  if (!stamps || advice.length === 0) return null;
  const start = stamps.speechEndAt ?? stamps.heardAt;
  const since = (at: number | undefined) => Math.max(0, Math.round((at ?? stamps.detectedAt) - start));
  return { heard: since(stamps.heardAt), detected: since(stamps.detectedAt), pushed: since(stamps.pushedAt ?? stamps.storedAt) };
}
