import { useTranslation } from 'react-i18next';
import type { Advice } from '#domain/advice.ts';
import { copyOf } from '#web/desk/script.ts';
import type { Alarm, Card } from '#web/desk/seen.ts';
import { Icon } from '#web/kit/icons.tsx';
import { useNamed } from '#web/kit/names.tsx';
import { Told } from '#web/kit/told.tsx';
import type { Around } from '#web/quality/around.ts';

type Violation = Extract<Advice, { kind: 'violation' }>;

/** How the desk showed a claim at that second: by itself or inside another, where, and what else was on the desk. */
export function ShownThen({
  shown,
  around: { carrier, desk },
  lang,
}: {
  readonly shown: Violation;
  readonly around: Around;
  readonly lang: 'zh' | 'en'; // of the call
}) {
  const { t } = useTranslation();
  const named = useNamed();
  const showing = carrier ?? shown;
  const step = desk.rail?.steps.find(({ current }) => current);
  const [script] = desk.cards;
  return (
    <>
      <div className={`row x13 b ${shown.severity === 'serious' ? 'stop' : 'warn'}`}>
        <Icon name="warn" />
        {named(titleOf(showing))}
        <span className="sp" />
        <span className="x12 m nw">{t(`where-${whereOf(showing, desk)}`)}</span>
      </div>
      {carrier && <p className="x13 s">{t('mergedInto', { title: named(shown.title) })}</p>}
      <div className="x12 m">{t('sayNow')}</div>
      <p className="now">
        <Told own={sayOf(showing)} lang={lang} />
      </p>
      <dl className="x13 then" data-testid="desk-then">
        <dt className="m">{t('zone-interrupt')}</dt>
        <dd>{desk.interrupt ? named(titleOf(desk.interrupt)) : t('zone-nothing')}</dd>
        <dt className="m">{t('zone-line')}</dt>
        <dd>{desk.lines.length > 0 ? desk.lines.map(line => named(titleOf(line))).join(' · ') : t('zone-nothing')}</dd>
        <dt className="m">{t('zone-card')}</dt>
        <dd>{script ? named(script.title) : t('zone-nothing')}</dd>
        <dt className="m">{t('zone-rail')}</dt>
        <dd>
          {desk.rail
            ? [desk.rail.title, step?.title]
                .filter(Boolean)
                .map(each => named(each ?? ''))
                .join(' · ')
            : t('zone-nothing')}
        </dd>
      </dl>
    </>
  );
}

const rowsOfLine = 2; // more than that is a count on the desk

function whereOf(
  showing: Alarm | Card,
  { interrupt, lines, cards }: Around['desk'],
): 'interrupt' | 'line' | 'counted' | 'card' | 'nowhere' {
  if (interrupt?.key === showing.key) return 'interrupt';
  const place = lines.findIndex(({ key }) => key === showing.key);
  if (place >= 0) return place < rowsOfLine ? 'line' : 'counted';
  return cards.some(({ key }) => key === showing.key) ? 'card' : 'nowhere';
}

function titleOf(showing: Alarm | Card): string {
  return showing.kind === 'handoff' ? showing.routeTo : showing.title;
}

function sayOf(showing: Alarm | Card): string {
  switch (showing.kind) {
    case 'card':
      return copyOf(showing.script);
    case 'prompt':
      return showing.doNow ?? showing.sentence;
    case 'warning':
    case 'violation':
      return showing.doNow;
    case 'handoff':
      return showing.summary;
  }
}
