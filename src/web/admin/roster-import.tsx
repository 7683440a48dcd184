import { Button, Table } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { Part } from '#web/admin/frame.tsx';
import { problemWords } from '#web/admin/reading.tsx';
import { rosterWhy } from '#web/admin/roster-why.ts';
import { call } from '#web/kit/api.ts';

const Imported = z.object({
  people: z.number(),
  shifts: z.number(),
  problems: z.array(z.object({ line: z.number(), column: z.string(), why: z.string() })),
});
type Imported = z.infer<typeof Imported>;

/** Brings a roster file in; cells that are wrong come back by line and column, good rows are in already. */
export function RosterImport({ done }: { readonly done: () => Promise<void> }) {
  const { t, i18n } = useTranslation();
  const picker = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState('');
  const [result, setResult] = useState<{ readonly file: string; readonly imported: Imported } | null>(null);

  const bring = async (file: File) => {
    setBusy(true);
    setSaid('');
    setResult(null);
    const answer = await call('POST', '/v1/roster', Imported, file);
    setBusy(false);
    if (!answer.ok) return setSaid(problemWords(t, answer.problem));
    setResult({ file: file.name, imported: answer.value });
    await done();
  };

  return (
    <Part
      title={t('rosterTitle')}
      acts={
        <Button loading={busy} onClick={() => picker.current?.click()}>
          {t('pickRoster')}
        </Button>
      }
    >
      <input
        ref={picker}
        type="file"
        accept=".csv,text/csv"
        hidden
        aria-label={t('pickRoster')}
        onChange={event => {
          const [file] = event.target.files ?? [];
          event.target.value = '';
          if (file) void bring(file);
        }}
      />
      {said && (
        <p className="trouble" role="alert">
          {said}
        </p>
      )}
      {result === null ? (
        !said && <p className="calm">{t('rosterHint')}</p>
      ) : (
        <>
          <p className={result.imported.problems.length > 0 ? 'warn' : 'ok'} role="status" style={{ marginBottom: 8 }}>
            {t('rosterDone', { file: result.file, people: result.imported.people, shifts: result.imported.shifts })}
            {result.imported.problems.length > 0 && ` ${t('rosterWrong', { count: result.imported.problems.length })}`}
          </p>
          {result.imported.problems.length > 0 && (
            <div className="pan">
              <Table<Imported['problems'][number]>
                rowKey={one => `${one.line}${one.column}${one.why}`}
                dataSource={[...result.imported.problems]}
                pagination={result.imported.problems.length > 10 ? { pageSize: 10, showSizeChanger: false } : false}
                columns={[
                  { title: t('col-line'), width: 90, align: 'right', className: 'num', dataIndex: 'line' },
                  { title: t('col-column'), width: 120, dataIndex: 'column' },
                  { title: t('col-wrong'), render: (_, { why }) => rosterWhy(why, i18n.language) },
                ]}
              />
            </div>
          )}
        </>
      )}
    </Part>
  );
}
