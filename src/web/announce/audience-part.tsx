import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Targets } from '#domain/announcement.ts';
import { Audience } from '#protocol/announcements.ts';
import { call } from '#web/kit/api.ts';
import { useNamed } from '#web/kit/names.tsx';

const askAfterMs = 250;
const page = 50;

/** How many people the targets reach now; asked anew with every change of them. */
export function useAudience(targets: Targets): Audience | null {
  const [audience, setAudience] = useState<Audience | null>(null);
  const asked = JSON.stringify(targets);
  useEffect(() => {
    let isHere = true;
    const timer = setTimeout(() => {
      void call('POST', '/v1/announcements/audience', Audience, { targets: JSON.parse(asked) as Targets, limit: page }).then(answer => {
        if (isHere && answer.ok) setAudience(answer.value);
      });
    }, askAfterMs);
    return () => {
      isHere = false;
      clearTimeout(timer);
    };
  }, [asked]);
  return audience;
}

/** The audience before sending: how many, who of them is here today, and their names. */
export function AudiencePart({ audience, targets }: { readonly audience: Audience | null; readonly targets: Targets }) {
  const { t } = useTranslation();
  const named = useNamed();
  const [isOpen, open] = useState(false);
  const [more, setMore] = useState<readonly Audience[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another audience begins at its first page
  useEffect(() => setMore([]), [audience]);
  if (!audience) return <span className="bone" style={{ height: 132 }} />;
  const people = [audience, ...more].flatMap(one => one.people);
  const next = more.length > 0 ? more.at(-1)?.next : audience.next;
  const read = async () => {
    const answer = await call('POST', '/v1/announcements/audience', Audience, { targets, limit: page, after: next });
    if (answer.ok) setMore(all => [...all, answer.value]);
  };
  return (
    <section className="pan ann-count" aria-label={t('annCount')}>
      <p className="x13 m">{t('annCount')}</p>
      <p className="row" style={{ alignItems: 'baseline' }}>
        <span className="big num" data-testid="audience">
          {audience.count}
        </span>
        <span className="x13 m">{t('annAgents')}</span>
      </p>
      <dl>
        <dt>{t('annOnShiftToday')}</dt>
        <dd>{audience.onShift}</dd>
        <dt>{t('annNextShift')}</dt>
        <dd>{audience.count - audience.onShift}</dd>
        {audience.withoutDesk > 0 && (
          <>
            <dt>{t('annWithoutDesk')}</dt>
            <dd>{audience.withoutDesk}</dd>
          </>
        )}
      </dl>
      {audience.count === 0 ? (
        <p className="x13 warn">{t('annNobody')}</p>
      ) : (
        <button type="button" className="btn q sm" aria-expanded={isOpen} onClick={() => open(!isOpen)}>
          {t(isOpen ? 'annHidePeople' : 'annShowPeople')}
        </button>
      )}
      {isOpen && (
        <ul className="x13">
          {people.map(({ staffNo, name, unit }) => (
            <li key={staffNo} className="row">
              <span className="b num">{staffNo}</span>
              <span>{name}</span>
              <span className="sp" />
              <span className="m el">{named(unit)}</span>
            </li>
          ))}
        </ul>
      )}
      {isOpen && next !== undefined && (
        <button type="button" className="btn q sm" onClick={() => void read()}>
          {t('annMorePeople', { count: audience.count - people.length })}
        </button>
      )}
    </section>
  );
}
