import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { LeafHit } from '#protocol/rest.ts';
import { LookUp } from '#web/desk/look-up.tsx';
import type { DeskModel } from '#web/desk/model.ts';
import { langOf } from '#web/desk/search.tsx';
import { call } from '#web/kit/api.ts';
import { useNamed } from '#web/kit/names.tsx';

/** Finds a category that was not offered, by words of its path, pinyin or code, among thousands: the main one, or one more. The time it took is counted. */
export function LeafSearch({ desk }: { readonly desk: DeskModel }) {
  const { t } = useTranslation();
  const named = useNamed();
  const ask = async (words: string): Promise<readonly LeafHit[] | null> => {
    const query = new URLSearchParams({ q: words, lang: langOf(desk), conversation: desk.id });
    const answer = await call('GET', `/v1/leaves?${query}`, z.array(LeafHit));
    return answer.ok ? answer.value : null;
  };
  return (
    <LookUp
      name={t(desk.overlay === 'also' ? 'searchFurther' : 'searchLeaf')}
      ask={ask}
      keyOf={({ code }) => code}
      row={({ code, path }) => (
        <>
          <span className="leaf-hit">
            <span className="el">{named(path.at(-1) ?? '')}</span>
            <span className="x12 m el">{path.slice(0, -1).map(named).join(' / ')}</span>
          </span>
          <span className="sp" />
          <span className="x12 m num">{code}</span>
        </>
      )}
      hint={t('leafHint')}
      onChoose={(leaf, tookMs) => {
        if (desk.overlay === 'also') desk.also(leaf, 'on', tookMs);
        else desk.choose(leaf, tookMs);
        desk.setOverlay('none');
      }}
      onLeave={() => desk.setOverlay('none')}
    />
  );
}
