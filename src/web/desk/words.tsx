import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationId } from '#domain/ids.ts';
import { Revealed } from '#protocol/rest.ts';
import type { Highlight } from '#web/desk/highlights.ts';
import { call } from '#web/kit/api.ts';
import { Icon } from '#web/kit/icons.tsx';
import { partMarks } from '#web/kit/marks.ts';
import { Masked } from '#web/kit/masked.tsx';
import { paintPunctuation } from '#web/kit/punctuation.ts';

/** Stored text as it is read: evidence marked in place, secrets as pills. */
export function Words({
  text,
  highlights = [],
  opens,
}: {
  readonly text: string;
  readonly highlights?: readonly Highlight[];
  readonly opens?: ConversationId;
}) {
  const painted = paintPunctuation(text);
  return (
    <>
      {partMarks(text).map((part, at, all) =>
        part.kind === 'mark' ? (
          <span key={part.from} className="nw">
            <Sealed mark={part.mark} kind={part.class} tail={part.tail} opens={opens} />
            {painted.slice(part.to, closedBy(painted, part.to))}
          </span>
        ) : (
          <Marked
            key={part.from}
            painted={painted}
            from={all[at - 1] ? closedBy(painted, part.from) : part.from}
            to={part.to}
            highlights={highlights}
          />
        ),
      )}
    </>
  );
}

/** Where the signs end that begin no line: they stay with the value before them. */
function closedBy(painted: string, from: number): number {
  return from + (/^[，。？！：；）、」』,.?!:;)]*/u.exec(painted.slice(from))?.[0].length ?? 0);
}

function Marked({
  painted,
  from,
  to,
  highlights,
}: {
  readonly painted: string;
  readonly from: number;
  readonly to: number;
  readonly highlights: readonly Highlight[];
}) {
  const pieces: React.ReactNode[] = [];
  let at = from;
  for (const mark of highlights) {
    const start = Math.max(mark.from, at);
    const end = Math.min(mark.to, to);
    if (end <= start) continue;
    if (start > at) pieces.push(painted.slice(at, start));
    pieces.push(
      <mark key={start} className={mark.tone === 'used' ? 'hl' : `hl ${mark.tone}`}>
        {painted.slice(start, end)}
      </mark>,
    );
    at = end;
  }
  if (at < to) pieces.push(painted.slice(at, to));
  return <>{pieces}</>;
}

/** One sealed value: its tail only. Opening it is one recorded click, shown for ten seconds. */
export function Sealed({
  mark,
  kind,
  tail,
  opens,
}: {
  readonly mark: string;
  readonly kind: string;
  readonly tail?: string;
  readonly opens?: ConversationId;
}) {
  const { t } = useTranslation();
  const [value, setValue] = useState<string | null>(null);
  const label = t(`mark-${kind}`);
  const shown = tail ? `••••${tail}` : label;
  if (!opens || kind === 'pin' || kind === 'otp' || kind === 'cvv' || kind === 'password')
    return (
      <span className="sec" title={label}>
        <Icon name="lock" />
        <Masked text={tail ? shown : label} />
      </span>
    );
  const open = async (): Promise<void> => {
    const answer = await call('POST', `/v1/conversations/${opens}/reveal`, Revealed, { mark });
    setValue(answer.ok ? answer.value.value : t('cannotOpen'));
    setTimeout(() => setValue(null), 10_000);
  };
  return (
    <button
      type="button"
      className="sec"
      onClick={open}
      title={t('openSealed', { label })}
      aria-label={t('openSealed', { label: `${label} ${tail ?? ''}` })}
    >
      <Icon name="lock" />
      <Masked text={value ?? shown} />
    </button>
  );
}
