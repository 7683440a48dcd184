import type { z } from 'zod';
import type { StaffNo } from '#domain/ids.ts';
import type { DemoPerson } from '#protocol/rest.ts';
import type { Db } from '#server/db/schema.ts';
import { savePerson, saveUnits } from '#server/people/people.ts';
import { seedRoles, standardRoles } from '#server/people/roles.ts';

/** Somebody of the fictional bank. */
type Cast = {
  readonly staffNo: string;
  readonly name: string;
  readonly role: string;
  readonly unit: string;
  readonly queues: readonly string[];
  readonly hiredOn: string;
  readonly lang?: 'en';
};

/** Queues as telephony names them in the written calls. */
const cards = ['借记卡服务', '信用卡服务'];
const loans = ['财富专席', '综合服务'];

/** At least one per role, so that one click shows every side of the product. They have no passwords. */
const cast: readonly Cast[] = [
  { staffNo: '1027', name: '林晓雯', role: 'agent', unit: 'team-cards-a', queues: cards, hiredOn: '2026-04-13' },
  { staffNo: '1533', name: '陈志远', role: 'agent', unit: 'team-cards-a', queues: cards, hiredOn: '2024-09-02' },
  { staffNo: '1088', name: '赵敏', role: 'agent', unit: 'team-loans-a', queues: loans, hiredOn: '2021-03-15' },
  { staffNo: '1702', name: 'Emma Clarke', role: 'agent', unit: 'team-english', queues: ['银行卡'], hiredOn: '2025-02-10', lang: 'en' },
  { staffNo: '2001', name: '周建国', role: 'team-leader', unit: 'team-cards-a', queues: cards, hiredOn: '2018-06-01' },
  { staffNo: '2002', name: '钱立', role: 'team-leader', unit: 'team-loans-a', queues: loans, hiredOn: '2017-04-17' },
  { staffNo: '2009', name: '刘芳', role: 'duty-supervisor', unit: 'service', queues: [], hiredOn: '2012-09-03' },
  { staffNo: '3001', name: '吴静', role: 'qa-inspector', unit: 'quality', queues: [], hiredOn: '2019-11-18' },
  { staffNo: '3002', name: '郑海燕', role: 'qa-lead', unit: 'quality', queues: [], hiredOn: '2016-05-09' },
  { staffNo: '4001', name: '孙悦', role: 'editor', unit: 'knowledge', queues: [], hiredOn: '2020-08-24' },
  { staffNo: '4002', name: '马文涛', role: 'approver', unit: 'knowledge', queues: [], hiredOn: '2015-01-12' },
  { staffNo: '5001', name: '高翔', role: 'robot-operator', unit: 'operations', queues: [], hiredOn: '2022-07-04' },
  { staffNo: '5002', name: '何丽', role: 'robot-approver', unit: 'operations', queues: [], hiredOn: '2017-10-30' },
  { staffNo: '5003', name: '秦岚', role: 'robot-author', unit: 'operations', queues: [], hiredOn: '2021-04-12' },
  { staffNo: '5004', name: '邹凯', role: 'robot-credential-owner', unit: 'operations', queues: [], hiredOn: '2019-06-24' },
  { staffNo: '8001', name: '沈兰', role: 'ticket-handler', unit: 'complaints', queues: [], hiredOn: '2020-02-17' },
  { staffNo: '8002', name: '许强', role: 'ticket-handler', unit: 'complaints', queues: [], hiredOn: '2023-05-08' },
  { staffNo: '8003', name: '邓芳', role: 'ticket-lead', unit: 'complaints', queues: [], hiredOn: '2016-09-01' },
  { staffNo: '8101', name: '彭涛', role: 'ticket-handler', unit: 'operations', queues: [], hiredOn: '2021-11-22' },
  { staffNo: '6001', name: '罗国强', role: 'auditor', unit: 'centre', queues: [], hiredOn: '2014-03-03' },
  { staffNo: '7001', name: '唐磊', role: 'administrator', unit: 'centre', queues: [], hiredOn: '2013-09-16' },
  { staffNo: '7002', name: '宋佳', role: 'integrator', unit: 'operations', queues: [], hiredOn: '2023-02-20' },
];

/** Those who sit beside them: a team has more people than sign in here. */
const colleagues: readonly (readonly [staffNo: string, name: string])[] = [
  ['1104', '许诺'],
  ['1152', '沈文博'],
  ['1188', '韩雪'],
  ['2039', '蒋涛'],
  ['2046', '邓佳'],
  ['2107', '曹颖'],
  ['2886', '彭飞'],
  ['3310', '苏晴'],
  ['3325', '潘宇'],
  ['4077', '田恬'],
];

/** The 工号 of those whom nobody plays. */
export const demoColleagues: readonly string[] = colleagues.map(([staffNo]) => staffNo);

const agentsOfTeam: readonly Cast[] = colleagues.map(([staffNo, name]) => ({
  staffNo,
  name,
  role: 'agent',
  unit: 'team-cards-a',
  queues: cards,
  hiredOn: '2023-03-06',
}));

/** Writes the demo bank's units, roles and people; again and again it is the same. */
export async function seedDemoPeople(db: Db): Promise<void> {
  await seedRoles(db);
  await db.transaction().execute(async trx => {
    await saveUnits(trx, [
      { id: 'centre', kind: 'centre', name: '江海银行客户服务中心(虚构)' },
      { id: 'service', parent: 'centre', kind: 'department', name: '电话服务部' },
      { id: 'quality', parent: 'centre', kind: 'department', name: '质量管理部' },
      { id: 'knowledge', parent: 'centre', kind: 'department', name: '知识管理部' },
      { id: 'complaints', parent: 'centre', kind: 'department', name: '投诉与工单处理部' },
      { id: 'operations', parent: 'centre', kind: 'department', name: '运营支持部' },
      { id: 'team-cards-a', parent: 'service', kind: 'team', name: '银行卡一班' },
      { id: 'team-loans-a', parent: 'service', kind: 'team', name: '贷款理财一班' },
      { id: 'team-english', parent: 'service', kind: 'team', name: 'English desk' },
    ]);
    for (const { staffNo, name, role, unit, queues, hiredOn, lang } of [...cast, ...agentsOfTeam])
      await savePerson(trx, {
        staffNo: staffNo as StaffNo,
        name,
        unit,
        queues: [...queues],
        hiredOn,
        lang: lang ?? 'zh',
        roles: [{ role, unit: unit.startsWith('team') || unit === 'service' || role.startsWith('ticket') ? unit : 'centre' }],
      });
  });
}

/** Whom one click signs in, in the order they are shown. */
export function demoPeople(): readonly z.infer<typeof DemoPerson>[] {
  const homes = new Map(standardRoles.map(role => [role.key, role.home]));
  return cast.map(({ staffNo, name, role }) => ({ staffNo, name, role, home: homes.get(role) ?? '/' }));
}
