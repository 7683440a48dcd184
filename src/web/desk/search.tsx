import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { SearchHit } from '#protocol/rest.ts';
import { LookUp } from '#web/desk/look-up.tsx';
import type { DeskModel } from '#web/desk/model.ts';
import { call } from '#web/kit/api.ts';
import { useNamed } from '#web/kit/names.tsx';

/** Looks up articles and processes by hand, over the card zone; Enter shows, Esc returns. Counted, with its time. */
export function Search({ desk }: { readonly desk: DeskModel }) {
  const { t } = useTranslation();
  const named = useNamed();
  const only = desk.overlay === 'processes';
  const ask = async (words: string): Promise<readonly SearchHit[] | null> => {
    const query = new URLSearchParams({ q: words, lang: langOf(desk), ...(only ? { kind: 'process' } : {}) });
    const answer = await call('GET', `/v1/search?${query}`, z.array(SearchHit));
    return answer.ok ? answer.value.slice(0, 20) : null;
  };
  return (
    <LookUp
      name={t(only ? 'searchProcess' : 'searchAll')}
      ask={ask}
      asksAtOnce={only}
      keyOf={({ kind, key }) => `${kind}${key}`}
      row={hit => (
        <>
          <span className="el">{named(hit.title)}</span>
          <span className="sp" />
          <span className="x12 m el" style={{ maxWidth: '45%' }}>
            {hit.kind === 'process' ? t('process') : hit.question}
          </span>
        </>
      )}
      hint={t(only ? 'switchHint' : 'searchHint')}
      onChoose={(hit, tookMs) => {
        if (hit.kind === 'process') desk.act({ kind: 'switched', process: hit.key });
        else {
          desk.act({ kind: 'looked-up', article: hit.key, tookMs });
          desk.setLooked(hit);
        }
        desk.setOverlay('none');
      }}
      onLeave={(words, tookMs) => {
        if (!only && words !== '') desk.act({ kind: 'looked-up', article: null, tookMs });
        desk.setOverlay('none');
      }}
    />
  );
}

/** The language the conversation is held in: content is searched in that one. */
export function langOf(desk: DeskModel): 'zh' | 'en' {
  return desk.head?.lang ?? desk.followed.meta?.lang ?? 'zh';
}
