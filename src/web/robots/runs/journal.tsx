import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Journal as JournalPage, type JournalRow, type OutlineStep } from '#protocol/robot-runs.ts';
import { problemWords } from '#web/admin/reading.tsx';
import { call } from '#web/kit/api.ts';
import { Icon } from '#web/kit/icons.tsx';
import { Evidence } from '#web/robots/runs/evidence.tsx';
import { useStepPath } from '#web/robots/runs/step-names.ts';

const pageSize = 200;

/** The journal row by row; a row opens to its evidence. It grows while the run goes on. */
export function Journal({
  id,
  rows: count,
  outline,
}: {
  readonly id: string;
  readonly rows: number;
  readonly outline: readonly OutlineStep[];
}) {
  const { t, i18n } = useTranslation();
  const namesOf = useStepPath(outline);
  const [rows, setRows] = useState<readonly JournalRow[]>([]);
  const [said, say] = useState('');
  const [opened, open] = useState<ReadonlySet<number>>(new Set());
  const last = rows.at(-1)?.number ?? 0;
  const more = useCallback(async () => {
    const answer = await call('GET', `/v1/robots/runs/${id}/journal?after=${last}&limit=${pageSize}`, JournalPage);
    if (!answer.ok) say(problemWords(t, answer.problem));
    else {
      say('');
      setRows(before => [...before, ...answer.value.rows.filter(({ number }) => number > (before.at(-1)?.number ?? 0))]);
    }
  }, [id, last, t]);
  const isGrowing = last < count && last % pageSize !== 0;
  useEffect(() => {
    if (last === 0 ? count > 0 : isGrowing) void more();
  }, [count, isGrowing, last, more]);
  const told = rows.filter(({ what }) => what !== 'begun').map(({ number }) => number);
  const isAllOpen = told.every(number => opened.has(number));
  const clock = new Intl.DateTimeFormat(i18n.language === 'zh' ? 'zh-CN' : 'en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hour12: false,
  });
  return (
    <section className="pan journal" aria-label={t('rr-journal')}>
      <div className="ph">
        {t('rr-journal')}
        <span className="sp" />
        <span className="x12 m light">{t('rr-journal-note')}</span>
        {told.length > 0 && (
          <button type="button" className="btn q sm" onClick={() => open(isAllOpen ? new Set() : new Set(told))}>
            {t(isAllOpen ? 'rr-close-all' : 'rr-open-all')}
          </button>
        )}
      </div>
      {said && (
        <p className="pb stop x13" role="alert">
          {said}
        </p>
      )}
      {count === 0 && <p className="calm">{t('rr-journal-none')}</p>}
      <ol>
        {rows.map(row => {
          const isOpen = opened.has(row.number);
          const { step, within } = namesOf(row.path || row.step);
          const toggle = () => open(isOpen ? new Set([...opened].filter(one => one !== row.number)) : new Set([...opened, row.number]));
          return (
            <li key={row.number} className={tone[row.what] ?? ''}>
              <button type="button" className="journal-row in-view" aria-expanded={isOpen} onClick={toggle}>
                <span className="m fold">
                  <Icon name={isOpen ? 'down' : 'right'} size={12} />
                </span>
                <span className="x12 m num no">{row.number}</span>
                <span className="x12 m num at">{clock.format(new Date(row.at))}</span>
                <span className={`tag ${tagTone[row.what] ?? 'o'}`}>{t(`rr-what-${row.what}`, { defaultValue: row.what })}</span>
                <span className="col grow" title={row.path}>
                  <span className="el">{step}</span>
                  {within && <span className="x12 m el">{within}</span>}
                </span>
                {row.attempt > 1 && <span className="x12 m nw">{t('rr-attempt', { n: row.attempt })}</span>}
                {row.effect !== 'read' && (
                  <span className={`tag ${row.effect === 'commit' ? 'warn' : 'o'}`}>{t(`rr-effect-${row.effect}`)}</span>
                )}
              </button>
              {(isOpen || row.what === 'failed' || row.what === 'unknown' || row.what === 'by-hand') && (
                <Evidence row={row} whole={isOpen} />
              )}
            </li>
          );
        })}
      </ol>
      {last > 0 && last < count && !isGrowing && (
        <div className="pb">
          <button type="button" className="btn" onClick={() => void more()}>
            {t('rr-journal-more')}
          </button>
        </div>
      )}
    </section>
  );
}

const tone: Readonly<Record<string, string>> = { failed: 'bad', unknown: 'bad', begun: 'faint' };
const tagTone: Readonly<Record<string, string>> = {
  done: 'ok',
  failed: 'stop',
  unknown: 'stop',
  waiting: 'warn',
  'by-hand': '',
  rehearsed: 'ok',
};
