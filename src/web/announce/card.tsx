import i18next from 'i18next';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Announced, LinkedArticle } from '#protocol/announcements.ts';
import { noticeWordsEn } from '#web/announce/notice-words-en.ts';
import { noticeWordsZh } from '#web/announce/notice-words-zh.ts';
import { paintScript } from '#web/desk/script.ts';
import { ScriptText } from '#web/desk/script-text.tsx';
import { call } from '#web/kit/api.ts';
import { Icon } from '#web/kit/icons.tsx';
import { useNamed } from '#web/kit/names.tsx';
import { paintPunctuation } from '#web/kit/punctuation.ts';
import '#web/announce/card.css';

i18next.addResourceBundle('zh', 'translation', noticeWordsZh, true, true);
i18next.addResourceBundle('en', 'translation', noticeWordsEn, true, true);

/** What a card shows: an announcement at a desk, or the preview of one. */
export type Shown = Pick<
  Announced,
  'kind' | 'lang' | 'title' | 'body' | 'say' | 'said' | 'links' | 'publishedAt' | 'expiresAt' | 'replaces' | 'ended'
>;

/** An announcement as agents see it: what it is and how long it holds, what to know, the words to say. Struck through once it was taken back. */
export function AnnouncementCard({ shown, acts }: { readonly shown: Shown; readonly acts: ReactNode }) {
  const { t } = useTranslation();
  const when = useShortMoment();
  const [article, open] = useState<string | null>(null);
  const script = useMemo(
    () =>
      paintScript(
        [{ kind: 'words', text: shown.say }],
        shown.said.map(label => ({ label, said: false })),
      ),
    [shown.say, shown.said],
  );
  const link = shown.links.find(({ key }) => key === article);
  return (
    <div className={`notice ${shown.kind}${shown.ended ? ' ended' : ''}`} lang={shown.lang === 'zh' ? 'zh-CN' : 'en'}>
      <div className="notice-head">
        <Icon name="horn" />
        <span className="b nw">{t(`notice-${shown.kind}`)}</span>
        <span className="sp" />
        {shown.expiresAt !== '' && (
          <span className="x12 m el">{t('noticeUntil', { from: when(shown.publishedAt), to: when(shown.expiresAt) })}</span>
        )}
      </div>
      {shown.ended && (
        <p className="tag stop notice-ended">
          {t(shown.ended.how === 'recalled' ? 'noticeRecalled' : 'noticeSuperseded', { at: when(shown.ended.at) })}
        </p>
      )}
      <div className="notice-text">
        <h3>{paintPunctuation(shown.title)}</h3>
        <p className="x13 s body">{paintPunctuation(shown.body)}</p>
        {shown.say.trim() !== '' && (
          <div className="say">
            <div className="l">{t(shown.kind === 'urgent' ? 'noticeSayWhenAsked' : 'noticeSay')}</div>
            <ScriptText stretches={script.stretches} lang={shown.lang} struck={shown.ended !== undefined} />
          </div>
        )}
        {shown.replaces && <p className="x12 m">{t('noticeReplaces', { title: shown.replaces })}</p>}
        {link && <Article key={link.key} link={link} />}
      </div>
      <div className="row notice-acts">
        {acts}
        {shown.links.map(({ key, title }) => (
          <button
            key={key}
            type="button"
            className="btn q el"
            title={title}
            aria-expanded={article === key}
            onClick={() => open(article === key ? null : key)}
          >
            {shown.links.length > 1 ? title : t(article === key ? 'noticeArticleClose' : 'noticeArticle')}
          </button>
        ))}
      </div>
    </div>
  );
}

function Article({ link }: { readonly link: { readonly key: string; readonly title: string } }) {
  const { t } = useTranslation();
  const named = useNamed();
  const [found, setFound] = useState<LinkedArticle | 'gone' | null>(null);
  useEffect(() => {
    let isHere = true;
    void call('GET', `/v1/announcements/articles/${encodeURIComponent(link.key)}`, LinkedArticle).then(answer => {
      if (isHere) setFound(answer.ok ? answer.value : 'gone');
    });
    return () => {
      isHere = false;
    };
  }, [link.key]);
  return (
    <section className="notice-article" aria-label={named(link.title)}>
      <p className="x13 b">{named(link.title)}</p>
      {found === null ? (
        <span className="bone" style={{ height: 40 }} />
      ) : (
        <p className="x13 s">{found === 'gone' ? t('noticeArticleGone') : paintPunctuation(found.script)}</p>
      )}
    </section>
  );
}

/** A moment as briefly as it is clear: the hour today, else day and hour. */
export function useShortMoment(): (iso: string) => string {
  const { i18n } = useTranslation();
  const locale = i18n.language === 'zh' ? 'zh-CN' : 'en-GB';
  return iso => {
    const at = new Date(iso);
    const isToday = at.toDateString() === new Date().toDateString();
    const hour = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
    return at.toLocaleString(locale, isToday ? hour : { month: 'short', day: 'numeric', ...hour });
  };
}
