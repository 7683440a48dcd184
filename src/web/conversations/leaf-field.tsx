import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { LeafHit } from '#protocol/rest.ts';
import { call } from '#web/kit/api.ts';

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
  const id = useId();
  const [found, setFound] = useState<readonly LeafHit[]>([]);
  const look = async (words: string) => {
    const query = new URLSearchParams({ q: words.slice(0, 100), conversation });
    const answer = words.trim() === '' ? null : await call('GET', `/v1/leaves?${query}`, z.array(LeafHit));
    setFound(answer?.ok ? answer.value.slice(0, 6) : []);
  };
  return (
    <div className="leaf-field">
      <label htmlFor={id}>
        <span className="m x12">{t('partCategory')}</span>
        <input id={id} placeholder={t('searchLeaf')} onChange={event => void look(event.target.value)} />
      </label>
      <p className="x13">
        {leaf ? leaf.path.join(' / ') : '—'} <span className="m num x12">{leaf?.code}</span>
      </p>
      {found.map(hit => (
        <button
          key={hit.code}
          type="button"
          className="btn sm q"
          onClick={() => {
            pick(hit);
            setFound([]);
          }}
        >
          {hit.path.join(' / ')} <span className="m num x12">{hit.code}</span>
        </button>
      ))}
    </div>
  );
}
