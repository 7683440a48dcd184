import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { SearchHit } from '#protocol/rest.ts';
import { call } from '#web/kit/api.ts';
import { Icon } from '#web/kit/icons.tsx';

const searchAfterMs = 200;
const mostLinks = 10;

/** Articles an announcement leads to: found by search, shown by title; a key that no live article has is marked. */
export function LinksField({
  links,
  titles,
  lang,
  change,
}: {
  readonly links: readonly string[];
  readonly titles: Readonly<Record<string, string | null>>;
  readonly lang: 'zh' | 'en';
  readonly change: (links: string[], titles: Readonly<Record<string, string | null>>) => void;
}) {
  const { t } = useTranslation();
  const [words, write] = useState('');
  const [hits, setHits] = useState<readonly SearchHit[]>([]);
  useEffect(() => {
    if (words.trim() === '') return setHits([]);
    let isHere = true;
    const timer = setTimeout(() => {
      void call('GET', `/v1/search?kind=article&lang=${lang}&q=${encodeURIComponent(words.slice(0, 100))}`, z.array(SearchHit)).then(
        answer => {
          if (isHere && answer.ok) setHits(answer.value.slice(0, 6));
        },
      );
    }, searchAfterMs);
    return () => {
      isHere = false;
      clearTimeout(timer);
    };
  }, [words, lang]);
  return (
    <div className="ann-links">
      {links.map(key => (
        <span key={key} className={titles[key] === null ? 'tag stop' : 'tag'}>
          <Icon name="page" size={14} />
          {titles[key] === null ? t('annLinkBroken', { key }) : (titles[key] ?? key)}
          <button
            type="button"
            className="hug"
            aria-label={t('annRemove', { what: titles[key] ?? key })}
            onClick={() =>
              change(
                links.filter(one => one !== key),
                titles,
              )
            }
          >
            <Icon name="cross" size={12} />
          </button>
        </span>
      ))}
      {links.length < mostLinks && (
        <div className="ann-find">
          <label className="in">
            <Icon name="search" size={14} />
            <input
              value={words}
              onChange={event => write(event.target.value)}
              placeholder={t('annLinkSearch')}
              aria-label={t('annLinkAdd')}
            />
          </label>
          {hits.length > 0 && (
            <ul className="pop">
              {hits.map(({ key, title }) => (
                <li key={key}>
                  <button
                    type="button"
                    onClick={() => {
                      write('');
                      if (!links.includes(key)) change([...links, key], { ...titles, [key]: title });
                    }}
                  >
                    {title} <span className="x12 m">{key}</span>
                  </button>
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
    </div>
  );
}
