import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Explanation } from '#domain/explanation.ts';
import type { About } from '#web/kit/about.ts';
import { call } from '#web/kit/api.ts';
import { paintPunctuation } from '#web/kit/punctuation.ts';

/** Pieces of content in words, one below the other; several are told apart by their titles. */
export function ExplainedAll({ abouts }: { readonly abouts: readonly About[] }) {
  return abouts.map(about => <Explained key={about.node ?? about.key} about={about} naming={abouts.length > 1 ? 'titled' : 'bare'} />);
}

/** What a piece of content says in words: fires when, unless, within, withdrawn when, put right by. */
export function Explained({ about, naming = 'bare' }: { readonly about: About; readonly naming?: 'titled' | 'bare' }) {
  const { t } = useTranslation();
  const told = useExplanation(about);
  if (told === null) return <span className="bone" style={{ height: 96 }} />;
  if (told === 'failed') return <p className="x13 m">{t('explainFailed')}</p>;
  const rows = [
    ['explainUnless', told.unless],
    ['explainWithin', [told.within]],
    ['explainWithdrawn', told.withdrawn],
    ['explainRight', told.putRight ? [told.putRight] : []],
    ['explainWeight', told.weight ? [told.weight] : []],
  ] as const;
  return (
    <dl className="explained x13" data-testid="explained">
      {naming === 'titled' && (
        <div className="fires">
          <dt className="m">{t('explainStep')}</dt>
          <dd className="b">{paintPunctuation(told.title)}</dd>
        </div>
      )}
      <div className="fires">
        <dt className="m">{t(headingOf(about))}</dt>
        <dd>{paintPunctuation(told.fires)}</dd>
      </div>
      {rows.map(([name, lines]) =>
        lines.length === 0 ? null : (
          <div key={name}>
            <dt className="m">{t(name)}</dt>
            <dd>
              {lines.map(line => (
                <span key={line}>{paintPunctuation(line)}</span>
              ))}
            </dd>
          </div>
        ),
      )}
    </dl>
  );
}

/** A rule fires and a card is shown; a process begins, and its steps are done. */
function headingOf({ kind, node }: About) {
  if (kind !== 'process') return 'explainFires';
  return node === undefined ? 'explainBegins' : 'explainDone';
}

function useExplanation({ kind, key, version, node }: About): Explanation | 'failed' | null {
  const { i18n } = useTranslation();
  const lang = i18n.language === 'en' ? 'en' : 'zh';
  const [told, tell] = useState<Explanation | 'failed' | null>(null);
  useEffect(() => {
    let isStale = false;
    const query = new URLSearchParams({
      kind,
      key,
      lang,
      ...(version === undefined ? {} : { version: String(version) }),
      ...(node === undefined ? {} : { node }),
    });
    tell(null);
    void call('GET', `/v1/explanations?${query}`, Explanation).then(answer => {
      if (!isStale) tell(answer.ok ? answer.value : 'failed');
    });
    return () => {
      isStale = true;
    };
  }, [kind, key, version, node, lang]);
  return told;
}
