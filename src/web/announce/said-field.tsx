import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MustSay } from '#domain/article.ts';

const mostPhrases = 8;
const longest = 40;

/** The phrases that count as said, separated by commas; `@key` names a concept of the release. */
export function SaidField({ said, change }: { readonly said: readonly MustSay[]; readonly change: (said: MustSay[]) => void }) {
  const { t } = useTranslation();
  const [text, write] = useState(said.map(({ label }) => label).join('，'));
  return (
    <span className="in">
      <input
        value={text}
        aria-label={t('annSaid')}
        onChange={event => {
          write(event.target.value);
          change(phrasesIn(event.target.value, said));
        }}
      />
    </span>
  );
}

/** A phrase that stays as it was keeps the cues it came with. */
function phrasesIn(text: string, before: readonly MustSay[]): MustSay[] {
  const labels = text
    .slice(0, 1000)
    .split(/[,，、;；\n]+/)
    .map(part => part.trim().slice(0, longest))
    .filter(Boolean);
  return [...new Set(labels)]
    .slice(0, mostPhrases)
    .map(label => before.find(one => one.label === label) ?? { label, said: label.startsWith('@') ? [label] : [] });
}
