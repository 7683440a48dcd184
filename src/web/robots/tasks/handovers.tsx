import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { GivenRobotHandover, type RobotHandover, RobotHandoverList, type RobotTask } from '#protocol/robot-tasks.ts';
import { Who } from '#web/admin/named.tsx';
import { Shown, useReading } from '#web/admin/reading.tsx';
import { useMoment } from '#web/kit/moment.ts';
import { useTongue } from '#web/kit/use-tongue.ts';
import { useDoing } from '#web/robots/use-doing.ts';

/** 交接: what is open goes to the next shift with notes; whom it is given to signs. */
export function Handovers({ tasks }: { readonly tasks: readonly RobotTask[] }) {
  const { t } = useTranslation();
  const reading = useReading('/v1/robots/handovers', RobotHandoverList);
  const [giving, setGiving] = useState(false);
  return (
    <section className="pan" aria-label={t('rb-handovers')}>
      <div className="ph">
        {t('rb-handovers')}
        <span className="x12 m">{t('rb-handovers-note')}</span>
        <span className="sp" />
        {!giving && (
          <button type="button" className="btn sm" onClick={() => setGiving(true)}>
            {t('rb-handover-give')}
          </button>
        )}
      </div>
      <Shown reading={reading}>
        {({ handovers, people }) => (
          <>
            {giving && (
              <Give
                tasks={tasks}
                people={people}
                done={async () => {
                  setGiving(false);
                  await reading.again();
                }}
                close={() => setGiving(false)}
              />
            )}
            {handovers.length === 0 && !giving && <p className="calm">{t('rb-handovers-none')}</p>}
            {handovers.map(one => (
              <One key={one.id} handover={one} again={reading.again} />
            ))}
          </>
        )}
      </Shown>
    </section>
  );
}

function One({ handover, again }: { readonly handover: RobotHandover; readonly again: () => Promise<void> }) {
  const { t } = useTranslation();
  const moment = useMoment();
  const tongue = useTongue();
  const { busy, said, did } = useDoing();
  const [remark, setRemark] = useState('');
  const { id, by, to, at, note, tasks, takenAt, mine } = handover;
  const take = async () => {
    await did('POST', `/v1/robots/handovers/${id}/take`, { remark: remark.trim() });
    await again();
  };
  return (
    <div className="handover">
      <div className="row" style={{ flexWrap: 'wrap' }}>
        <span className={`tag ${takenAt ? 'ok' : 'warn'}`}>{t(takenAt ? 'rb-handover-taken' : 'rb-handover-waits')}</span>
        <Who who={by} /> → <Who who={to} />
        <span className="x12 m num">{moment(at)}</span>
        {takenAt && (
          <span className="x12 m num">
            {t('rb-signed')} {moment(takenAt)}
          </span>
        )}
      </div>
      {note && <p>{note}</p>}
      <ul className="x13 s">
        {tasks.map(task => (
          <li key={task.id}>
            {tongue(task.title, task.titleEn)} {!task.open && <span className="tag">{t('rb-task-over')}</span>}{' '}
            {task.note && <span className="m">{task.note}</span>}
          </li>
        ))}
        {tasks.length === 0 && <li className="m">{t('rb-handover-nothing-open')}</li>}
      </ul>
      {handover.remark && <p className="m">{handover.remark}</p>}
      {mine && (
        <div className="row">
          <span className="in" style={{ flex: 1 }}>
            <input
              value={remark}
              maxLength={500}
              aria-label={t('rb-remark')}
              placeholder={t('rb-remark')}
              onChange={event => setRemark(event.target.value)}
            />
          </span>
          <button type="button" className="btn p" disabled={busy} onClick={() => void take()}>
            {t('rb-handover-sign')}
          </button>
        </div>
      )}
      {said && (
        <p className="stop x13" role="alert">
          {said}
        </p>
      )}
    </div>
  );
}

function Give({
  tasks,
  people,
  done,
  close,
}: {
  readonly tasks: readonly RobotTask[];
  readonly people: RobotHandoverList['people'];
  readonly done: () => Promise<void>;
  readonly close: () => void;
}) {
  const { t } = useTranslation();
  const tongue = useTongue();
  const { busy, said, doing } = useDoing();
  const [to, setTo] = useState(people[0]?.staffNo ?? '');
  const first = useRef<HTMLSelectElement>(null);
  useEffect(() => first.current?.focus(), []); // it was just asked for
  const [note, setNote] = useState('');
  const [notes, setNotes] = useState<Readonly<Record<string, string>>>({});
  const give = async () => {
    const said = Object.fromEntries(Object.entries(notes).filter(([, words]) => words.trim() !== ''));
    if (await doing('POST', '/v1/robots/handovers', GivenRobotHandover, { to, note: note.trim(), tasks: said })) await done();
  };
  return (
    <form
      className="handover"
      onSubmit={event => {
        event.preventDefault();
        void give();
      }}
    >
      <div className="give-fields">
        <label className="field">
          <span className="x13 s">{t('rb-handover-to')}</span>
          <select ref={first} value={to} onChange={event => setTo(event.target.value)}>
            {people.map(({ staffNo, name }) => (
              <option key={staffNo} value={staffNo}>
                {name} {staffNo}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          <span className="x13 s">{t('rb-handover-note')}</span>
          <input value={note} maxLength={2000} onChange={event => setNote(event.target.value)} />
        </label>
      </div>
      {tasks.map(task => (
        <label key={task.id} className="field">
          <span className="x13 s">
            {[tongue(task.title, task.titleEn), tongue(task.shows.title, task.shows.titleEn), task.reference].filter(Boolean).join(' · ')}
          </span>
          <input
            value={notes[task.id] ?? ''}
            maxLength={300}
            placeholder={t('rb-handover-task-note')}
            onChange={event => setNotes({ ...notes, [task.id]: event.target.value })}
          />
        </label>
      ))}
      {said && (
        <p className="stop x13" role="alert">
          {said}
        </p>
      )}
      <div className="row">
        <button type="submit" className="btn p" disabled={busy || to === ''}>
          {t('rb-handover-give-all', { count: tasks.length })}
        </button>
        <button type="button" className="btn q" onClick={close}>
          {t('rb-cancel')}
        </button>
      </div>
    </form>
  );
}
