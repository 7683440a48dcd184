import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { defaultLayout, layoutProblems, writeNote } from '#domain/note-layout.ts';
import { NoteLayout } from '#protocol/deliveries.ts';
import { Part } from '#web/admin/frame.tsx';
import { problemWords, Shown, useReading } from '#web/admin/reading.tsx';
import { call, nothing } from '#web/kit/api.ts';

/** How a wrap-up is copied: written on the left, a made-up call in it on the right. */
export function NoteLayoutPart() {
  const { t, i18n } = useTranslation();
  const reading = useReading('/v1/note-layout', NoteLayout);
  const ours = defaultLayout[i18n.language === 'en' ? 'en' : 'zh'];
  const [text, setText] = useState<string | null>(null);
  const [said, setSaid] = useState('');
  const kept = reading.value?.layout ?? ours;
  const layout = text ?? kept;
  const [problem] = layoutProblems(layout);

  const keep = async (next: string | null) => {
    const answer = await call('PUT', '/v1/note-layout', nothing, { layout: next });
    if (!answer.ok) return setSaid(problemWords(t, answer.problem));
    setSaid('');
    setText(null);
    await reading.again();
  };
  return (
    <Part title={t('layoutTitle')} note={t('layoutNote')}>
      <Shown reading={reading}>
        {() => (
          <div className="pan layout-pair">
            <div>
              <label className="x13 s" htmlFor="note-layout">
                {t('layoutLabel')}
              </label>
              <Input.TextArea id="note-layout" rows={7} maxLength={4000} value={layout} onChange={event => setText(event.target.value)} />
              <p className={`x13 ${problem || said ? 'stop' : 'm'}`} role="status">
                {problem ? t('atLineColumn', problem) : said || t('layoutNames')}
              </p>
              <p className="row" style={{ marginTop: 12 }}>
                <Button type="primary" disabled={text === null || text === kept || problem !== undefined} onClick={() => void keep(layout)}>
                  {t('keepLayout')}
                </Button>
                <Button disabled={reading.value?.layout === null && text === null} onClick={() => void keep(null)}>
                  {t('backToOurs')}
                </Button>
              </p>
            </div>
            <div>
              <span className="x13 s">{t('layoutPreview')}</span>
              <pre className="note-preview">{problem ? '' : writeNote(layout, i18n.language === 'en' ? exampleEn : exampleZh)}</pre>
            </div>
          </div>
        )}
      </Shown>
    </Part>
  );
}

const exampleZh = {
  category: ['借记卡', '挂失与补卡', '口头挂失', '本人挂失'],
  code: '020101',
  further: [{ code: '050601', path: ['电子银行', '短信通知', '短信通知签约'] }],
  reason: '客户银行卡丢失，要求挂失。',
  process: '核实身份，告知挂失五天有效后办理口头挂失。',
  result: '挂失成功。',
  fields: [
    { key: 'cardTail', label: '卡尾号', value: '5521' },
    { key: 'phone', label: '手机号', value: '⟦phone:1 …0016 ✓⟧' },
  ],
  agent: '1027',
  call: 'CC-20260105-0001',
};
const exampleEn = {
  ...exampleZh,
  category: ['Debit card', 'Loss and replacement', 'Loss by phone', 'Own card'],
  further: [{ code: '050601', path: ['Digital banking', 'Text messages', 'Sign up'] }],
  reason: 'Customer lost the bank card and wants it blocked.',
  process: 'Identity verified; told that the block lasts five days; card blocked by phone.',
  result: 'Card blocked.',
  fields: [
    { key: 'cardTail', label: 'Card tail', value: '5521' },
    { key: 'phone', label: 'Phone', value: '⟦phone:1 …0016 ✓⟧' },
  ],
};
