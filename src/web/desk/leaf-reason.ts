import { useTranslation } from 'react-i18next';
import { withTails } from '#web/kit/marks.ts';
import { useNamed } from '#web/kit/names.tsx';
import { paintPunctuation } from '#web/kit/punctuation.ts';

/** How the desk says why a category is offered: the customer's words stay as they were said, what is around them is the reader's. */
export function useLeafReason(): (because: string) => string {
  const { t, i18n } = useTranslation();
  const named = useNamed();
  return because => {
    const [, words, heard, process] = /^(?:客户说「(.+)」|通话中说「(.+)」|流程:(.+))$/su.exec(i18n.language === 'en' ? because : '') ?? [];
    if (words !== undefined) return t('leafSaid', { words: paintPunctuation(withTails(words)) });
    if (heard !== undefined) return t('leafHeard', { words: paintPunctuation(withTails(heard)) });
    return process === undefined ? named(withTails(because)) : t('leafProcess', { process: named(process) });
  };
}
