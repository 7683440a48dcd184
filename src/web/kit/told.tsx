import { useNamed } from '#web/kit/names.tsx';
import { paintPunctuation } from '#web/kit/punctuation.ts';

/** Words of the advice: what tells the agent something in the reader's language, what is to be said in the call's, and marked so. */
export function Told({ own, lang, className }: { readonly own: string; readonly lang: 'zh' | 'en'; readonly className?: string }) {
  const named = useNamed();
  const words = named(own);
  return (
    <span className={className} {...(words === paintPunctuation(own) ? { lang: lang === 'zh' ? 'zh-CN' : 'en' } : {})}>
      {words}
    </span>
  );
}
