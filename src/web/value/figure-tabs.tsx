import type { CSSProperties, KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { type ValueMetric, valueScale } from '#domain/value.ts';
import type { ValueReport, ValueRow } from '#protocol/value.ts';
import { differenceWords, figureWords } from '#web/value/figure-words.ts';
import { metricGroups } from '#web/value/metric-groups.ts';
import { useMeaning } from '#web/value/use-meaning.ts';

const inOrder = metricGroups.flatMap(({ metrics }) => metrics);

/** The element that shows the picked figure. */
export const figurePanel = 'value-figure';

/** All figures, one of them picked: by a click, or with the arrow keys, Home and End. */
export function FigureTabs({
  report,
  picked,
  pick,
}: {
  readonly report: ValueReport;
  readonly picked: ValueMetric;
  readonly pick: (metric: ValueMetric) => void;
}) {
  const { t } = useTranslation();
  const walk = (event: KeyboardEvent<HTMLElement>) => {
    const next = nextOf(picked, event.key);
    if (next === undefined) return;
    event.preventDefault();
    pick(next);
    event.currentTarget.querySelector<HTMLElement>(`#tab-${next}`)?.focus();
  };
  return (
    <div role="tablist" className="figure-groups" aria-label={t('valueFigures')} onKeyDown={walk}>
      {metricGroups.map(({ group, metrics }) => (
        <div key={group} className="figure-group" style={{ '--of': metrics.length } as CSSProperties} role="presentation">
          <h2 className="x13 m">{t(`valueGroup-${group}`)}</h2>
          <div className="figures" role="presentation">
            {metrics.map(metric => {
              const row = report.rows.find(found => found.metric === metric);
              return row ? (
                <FigureTab
                  key={metric}
                  row={row}
                  without={metric === 'talk-overs' ? report.oneChannel : 0}
                  isOn={metric === picked}
                  pick={() => pick(metric)}
                />
              ) : null;
            })}
          </div>
        </div>
      ))}
    </div>
  );
}

/** Where a key leads from a tab; undefined: nowhere. */
function nextOf(metric: ValueMetric, key: string): ValueMetric | undefined {
  const at = inOrder.indexOf(metric);
  switch (key) {
    case 'ArrowRight':
    case 'ArrowDown':
      return inOrder[(at + 1) % inOrder.length];
    case 'ArrowLeft':
    case 'ArrowUp':
      return inOrder.at(at - 1);
    case 'Home':
      return inOrder[0];
    case 'End':
      return inOrder.at(-1);
    default:
      return undefined;
  }
}

/** `without`: calls in which it cannot be measured. */
function FigureTab({
  row,
  without,
  isOn,
  pick,
}: {
  readonly row: ValueRow;
  readonly without: number;
  readonly isOn: boolean;
  readonly pick: () => void;
}) {
  const { t } = useTranslation();
  const meaning = useMeaning();
  const { assisted, silent, difference, metric } = row;
  const isAnnounced = metric === 'reach' || metric === 'acknowledged';
  const of = t(`of-${valueScale[metric].of}`, { n: assisted.n.toLocaleString() });
  const beside = isAnnounced ? of : silent.value === null ? t('noSilent') : t('silentIs', { value: figureWords(metric, silent.value) });
  return (
    <button
      type="button"
      role="tab"
      id={`tab-${metric}`}
      aria-selected={isOn}
      aria-controls={figurePanel}
      tabIndex={isOn ? 0 : -1}
      className={isOn ? 'figure on' : 'figure'}
      onClick={pick}
    >
      <span className="x13 s">{meaning(metric).name}</span>
      <b className="num">{figureWords(metric, assisted.value)}</b>
      {assisted.value === null && without > 0 ? (
        <span className="x12 m">{t('oneChannel')}</span>
      ) : (
        <>
          <span className="x12 m num">{beside}</span>
          {difference && <span className="x12 s num">{differenceWords(metric, difference, t)}</span>}
          {!isAnnounced && <span className="x12 m num">{of}</span>}
        </>
      )}
    </button>
  );
}
