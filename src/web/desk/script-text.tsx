import { useTranslation } from 'react-i18next';
import type { ScriptStretch } from '#web/desk/script.ts';
import { useNamed } from '#web/kit/names.tsx';
import { paintPunctuation } from '#web/kit/punctuation.ts';

/** A script as it is read aloud: must-say phrases underlined in place, unfilled blanks labelled. Chinese unless told. */
export function ScriptText({
  stretches,
  lang,
  struck = false,
}: {
  readonly stretches: readonly ScriptStretch[];
  readonly lang: 'zh' | 'en';
  readonly struck?: boolean;
}) {
  const length = stretches.reduce((sum, part) => sum + (part.kind === 'blank' ? part.label.length : part.text.length), 0);
  const dense = length > (lang === 'zh' ? 84 : 190);
  return (
    <p className={`script${dense ? ' dense' : ''}${struck ? ' struck' : ''}`} lang={lang === 'zh' ? 'zh-CN' : 'en'} data-testid="script">
      {painted(stretches).map((part, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the stretches of one script never change places
        <Stretch key={at} part={part} />
      ))}
    </p>
  );
}

/** Paints the punctuation of the script as one text: a comma after a marked phrase still stands beside Chinese. */
function painted(stretches: readonly ScriptStretch[]): readonly ScriptStretch[] {
  const whole = paintPunctuation(stretches.map(part => (part.kind === 'blank' ? part.label : part.text)).join(''));
  let from = 0;
  return stretches.map(part => {
    const to = from + (part.kind === 'blank' ? part.label : part.text).length;
    const text = whole.slice(from, to);
    from = to;
    return part.kind === 'blank' ? part : { ...part, text };
  });
}

/** What is not known yet, by name unless the words before it name it already; the desk's own blanks have names of its own. */
function Blank({ slot, label, isNamed }: Extract<ScriptStretch, { kind: 'blank' }>) {
  const { t } = useTranslation();
  const named = useNamed();
  const name = t(`blank-${slot}`, { defaultValue: named(label) });
  return (
    <span className="blank" title={name}>
      {isNamed ? <span className="hidden-text">{name}</span> : `${name} `}
      <span aria-hidden="true">____</span>
    </span>
  );
}

function Stretch({ part }: { readonly part: ScriptStretch }) {
  switch (part.kind) {
    case 'words':
      return <span>{part.text}</span>;
    case 'must':
      return <u className={part.said ? 'y' : ''}>{part.text}</u>;
    case 'blank':
      return <Blank {...part} />;
  }
}
