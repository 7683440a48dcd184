import { Button, Table } from 'antd';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { Person, Unit } from '#domain/person.ts';
import type { Problem } from '#domain/problem.ts';
import { Role } from '#domain/role.ts';
import type { Session } from '#protocol/rest.ts';
import { Frame, Part } from '#web/admin/frame.tsx';
import { Shown, useReading } from '#web/admin/reading.tsx';
import { RosterImport } from '#web/admin/roster-import.tsx';
import { UnknownStaff } from '#web/admin/unknown-staff.tsx';
import { call } from '#web/kit/api.ts';
import { useNamed } from '#web/kit/names.tsx';
import { may } from '#web/kit/session.tsx';

const Page = z.object({ people: z.array(Person), next: z.string().optional() });
type Page = z.infer<typeof Page>;
const Roles = z.array(Role);
const Units = z.array(Unit);
const OnShift = z.array(
  z.object({ staffNo: z.string(), name: z.string(), unit: z.string(), by: z.enum(['roster', 'presence']), state: z.string().optional() }),
);
type OnShift = z.infer<typeof OnShift>[number];

/** The administrator's first page: who is missing, who is on shift, everybody, and the roster. */
export function PeoplePage({ session }: { readonly session: Session }) {
  const { t, i18n } = useTranslation();
  const named = useNamed();
  const roles = useReading('/v1/roles', Roles);
  const units = useReading('/v1/units', Units);
  const shift = useReading('/v1/people/on-shift', OnShift);
  const [value, setValue] = useState<Page | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);

  const read = useCallback(async (after?: string) => {
    const answer = await call('GET', `/v1/people?${new URLSearchParams({ limit: '50', ...(after ? { after } : {}) })}`, Page);
    setProblem(answer.ok ? null : answer.problem);
    if (answer.ok) setValue(old => (after && old ? { ...answer.value, people: [...old.people, ...answer.value.people] } : answer.value));
  }, []);
  useEffect(() => void read(), [read]);

  const unitName = (id: string) => named(units.value?.find(unit => unit.id === id)?.name ?? id);
  const roleName = (key: string) => {
    const role = roles.value?.find(one => one.key === key);
    return role ? role[i18n.language === 'en' ? 'en' : 'zh'] : key;
  };

  return (
    <Frame session={session} title={t('peopleTitle')} note={t('peopleNote')}>
      {may(session, 'system.read') && <UnknownStaff note={t('unknownNote')} />}
      <Part title={t('shiftTitle')} count={shift.value?.length}>
        <Shown reading={shift}>
          {list =>
            list.length === 0 ? (
              <p className="calm">{t('noShift')}</p>
            ) : (
              <div className="pan">
                <Table<OnShift>
                  rowKey="staffNo"
                  dataSource={[...list]}
                  pagination={list.length > 10 ? { pageSize: 10, showSizeChanger: false } : false}
                  scroll={{ x: 640 }}
                  columns={[
                    { title: t('staffNo'), width: 110, className: 'num', dataIndex: 'staffNo' },
                    { title: t('col-name'), width: 180, dataIndex: 'name' },
                    { title: t('col-unit'), render: (_, { unit }) => unitName(unit) },
                    { title: t('col-known'), width: 150, render: (_, { by }) => t(`shift-${by}`) },
                    {
                      title: t('col-doing'),
                      width: 150,
                      render: (_, { state }) => (state ? t(`presence-${state}`, { defaultValue: state }) : ''),
                    },
                  ]}
                />
              </div>
            )
          }
        </Shown>
      </Part>
      {may(session, 'roster.manage') && (
        <RosterImport
          done={async () => {
            await Promise.all([read(), shift.again()]);
          }}
        />
      )}
      <Part title={t('everybody')}>
        <Shown reading={{ value, problem, again: read }}>
          {({ people, next }) => (
            <>
              <div className="pan">
                <Table<Person>
                  rowKey="id"
                  dataSource={[...people]}
                  pagination={false}
                  scroll={{ x: 1010 }}
                  locale={{ emptyText: t('noPeople') }}
                  columns={[
                    { title: t('staffNo'), width: 110, className: 'num', dataIndex: 'staffNo' },
                    { title: t('col-name'), width: 150, dataIndex: 'name' },
                    {
                      title: t('col-roles'),
                      width: 200,
                      render: (_, person) => [...new Set(person.roles.map(grant => roleName(grant.role)))].join(t('comma')),
                    },
                    { title: t('col-unit'), width: 170, render: (_, { unit }) => unitName(unit) },
                    { title: t('col-queues'), width: 170, ellipsis: true, render: (_, { queues }) => queues.join(t('comma')) },
                    { title: t('col-hired'), width: 120, className: 'num', render: (_, { hiredOn }) => hiredOn ?? '' },
                    {
                      title: t('col-state'),
                      width: 90,
                      render: (_, { active }) => <span className={active ? 'ok' : 'm'}>{t(active ? 'isActive' : 'isGone')}</span>,
                    },
                  ]}
                />
              </div>
              {next && (
                <Button style={{ marginTop: 12 }} onClick={() => void read(next)}>
                  {t('morePeople')}
                </Button>
              )}
            </>
          )}
        </Shown>
      </Part>
    </Frame>
  );
}
