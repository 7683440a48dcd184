import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { LeafHit } from '#protocol/rest.ts';
import { call } from '#web/kit/api.ts';
import { useNamed } from '#web/kit/names.tsx';

/** Another category: words of its path, pinyin or code; the first that is found stands. */
export function LeafField({
  conversation,
  leaf,
  pick,
}: {
  readonly conversation: string;
  readonly leaf: LeafHit | null;
  readonly pick: (leaf: LeafHit) => void;
}) {
  const { t } = useTranslation();
  const named = useNamed();
  return (
    <div className="leaf-field">
      <LeafLookUp label={t('partCategory')} conversation={conversation} pick={pick} />
      <p className="x13">
        {leaf ? leaf.path.map(named).join(' / ') : '—'} <span className="m num x12">{leaf?.code}</span>
      </p>
    </div>
  );
}

/** A field that finds categories of the call's release, and what it found. */
export function LeafLookUp({
  label,
  conversation,
  pick,
}: {
  readonly label: string;
  readonly conversation: string;
  readonly pick: (leaf: LeafHit) => void;
}) {
  const { t } = useTranslation();
  const named = useNamed();
  const id = useId();
  const [words, write] = useState('');
  const [found, setFound] = useState<readonly LeafHit[]>([]);
  const look = async (next: string) => {
    write(next);
    const query = new URLSearchParams({ q: next.slice(0, 100), conversation });
    const answer = next.trim() === '' ? null : await call('GET', `/v1/leaves?${query}`, z.array(LeafHit));
    setFound(answer?.ok ? answer.value.slice(0, 6) : []);
  };
  return (
    <>
      <label htmlFor={id}>
        <span className="m x12">{label}</span>
        <input id={id} placeholder={t('searchLeaf')} value={words} onChange={event => void look(event.target.value)} />
      </label>
      {found.map(hit => (
        <button
          key={hit.code}
          type="button"
          className="btn sm q"
          onClick={() => {
            pick(hit);
            write('');
            setFound([]);
          }}
        >
          {hit.path.map(named).join(' / ')} <span className="m num x12">{hit.code}</span>
        </button>
      ))}
    </>
  );
}
