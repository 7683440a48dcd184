import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { defaultLayout, writeNote } from '#domain/note-layout.ts';
import { NoteLayout } from '#protocol/deliveries.ts';
import { filingOf } from '#web/desk/category.tsx';
import { furtherOf } from '#web/desk/further.tsx';
import type { DeskModel } from '#web/desk/model.ts';
import { langOf } from '#web/desk/search.tsx';
import { call } from '#web/kit/api.ts';
import { deskWindow } from '#web/kit/float-window.ts';
import { Icon } from '#web/kit/icons.tsx';
import { Key } from '#web/kit/key.tsx';
import { useHere } from '#web/kit/session.tsx';

let bankLayout: string | null = null;

/** Copies the wrap-up in the bank's layout, for a system that takes no notes from outside. */
export function CopyNote({ desk }: { readonly desk: DeskModel }) {
  const { t } = useTranslation();
  const { presence } = useHere();
  const [state, setState] = useState<'ready' | 'copied' | 'refused'>('ready');
  useEffect(() => {
    void call('GET', '/v1/note-layout', NoteLayout).then(answer => {
      if (answer.ok) bankLayout = answer.value.layout; // not to be had: the last one, or ours
    });
  }, []);
  const agent = presence.kind === 'somebody' ? presence.session.user.staffNo : '';
  const copy = () =>
    deskWindow()
      .navigator.clipboard.writeText(noteOf(desk, agent))
      .then(() => setState('copied'))
      .catch(() => setState('refused'));
  return (
    <button type="button" className="btn" onClick={() => void copy()} data-copy-note>
      <Icon name="copy" />
      <span role="status">{t(state === 'copied' ? 'copied' : state === 'refused' ? 'copyRefused' : 'copyNote')}</span> <Key of="copyNote" />
    </button>
  );
}

function noteOf(desk: DeskModel, agent: string): string {
  const { summary, slots } = desk.seen;
  const { top } = filingOf(desk);
  const part = (wanted: string) =>
    (summary?.clauses ?? [])
      .filter(clause => clause.part === wanted)
      .map(clause => clause.text)
      .join(' ');
  return writeNote(bankLayout ?? defaultLayout[langOf(desk) === 'en' ? 'en' : 'zh'], {
    category: top?.path ?? [],
    code: top?.code ?? '',
    further: furtherOf(desk)?.filed ?? [],
    reason: part('reason'),
    process: part('process'),
    result: part('result'),
    fields: slots.flatMap(({ slot, label, value }) => (value ? [{ key: slot, label, value }] : [])),
    agent,
    call: desk.head?.externalId ?? desk.id,
  });
}
