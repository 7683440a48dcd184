import { Permission } from '#domain/permission.ts';
import type { Role } from '#domain/role.ts';
import type { Db } from '#server/db/schema.ts';

const atTheDesk: readonly Permission[] = [
  'desk.use',
  'conversation.read.own',
  'secret.reveal',
  'search.use',
  'try.use',
  'wrapup.confirm',
  'content.read',
  'ticket.create',
];

/** The roles a new installation begins with. A bank may change them: they are rows, not code. */
export const standardRoles: readonly Role[] = [
  { key: 'agent', zh: '坐席', en: 'Agent', home: '/desk', may: [...atTheDesk] },
  {
    key: 'team-leader',
    zh: '班长',
    en: 'Team leader',
    home: '/supervisor',
    may: [
      ...atTheDesk,
      'conversation.read.team',
      'team.supervise',
      'alert.settle',
      'feedback.read',
      'report.read',
      'people.read',
      'roster.manage',
      'announce.write',
      'announce.approve',
      'ticket.lead',
      'ticket.export',
    ],
  },
  {
    key: 'duty-supervisor',
    zh: '值班主管',
    en: 'Duty supervisor',
    home: '/supervisor',
    may: [
      'conversation.read.team',
      'team.supervise',
      'alert.settle',
      'search.use',
      'try.use',
      'content.read',
      'feedback.read',
      'people.read',
    ],
  },
  {
    key: 'qa-inspector',
    zh: '质检员',
    en: 'QA inspector',
    home: '/quality',
    may: ['conversation.read.any', 'search.use', 'try.use', 'content.read', 'alert.settle', 'people.read'],
  },
  {
    key: 'qa-lead',
    zh: '质检主管',
    en: 'QA lead',
    home: '/quality',
    may: [
      'conversation.read.any',
      'search.use',
      'try.use',
      'content.read',
      'alert.settle',
      'alert.review',
      'feedback.read',
      'report.read',
      'people.read',
    ],
  },
  {
    key: 'ticket-handler',
    zh: '工单处理岗',
    en: 'Ticket handler',
    home: '/tickets',
    may: ['ticket.create', 'ticket.handle', 'conversation.read.any', 'search.use', 'content.read'],
  },
  {
    key: 'ticket-lead',
    zh: '工单主管',
    en: 'Ticket lead',
    home: '/tickets',
    may: [
      'ticket.create',
      'ticket.handle',
      'ticket.lead',
      'ticket.export',
      'conversation.read.any',
      'search.use',
      'content.read',
      'people.read',
    ],
  },
  {
    key: 'editor',
    zh: '知识管理员',
    en: 'Knowledge editor',
    home: '/content',
    may: ['content.read', 'content.edit', 'feedback.read', 'search.use', 'try.use', 'announce.write'],
  },
  {
    key: 'approver',
    zh: '内容审批人',
    en: 'Content approver',
    home: '/content',
    may: ['content.read', 'content.approve', 'content.recall', 'feedback.read', 'search.use', 'try.use', 'announce.approve'],
  },
  {
    key: 'robot-operator',
    zh: '机器人操作员',
    en: 'Robot operator',
    home: '/robots',
    may: ['robot.operate', 'robot.ask', 'content.read', 'search.use', 'try.use'],
  },
  {
    key: 'robot-approver',
    zh: '机器人审批人',
    en: 'Robot approver',
    home: '/robots',
    may: ['robot.approve', 'content.read', 'search.use', 'try.use'],
  },
  {
    key: 'robot-author',
    zh: '机器人设计员',
    en: 'Robot author',
    home: '/robots',
    may: ['robot.author', 'content.read', 'search.use', 'try.use'],
  },
  {
    key: 'robot-credential-owner',
    zh: '机器人凭据管理员',
    en: 'Robot credential owner',
    home: '/robots',
    may: ['robot.credential', 'content.read', 'search.use', 'try.use'],
  },
  {
    key: 'auditor',
    zh: '审计员',
    en: 'Auditor',
    home: '/audit',
    may: ['audit.read', 'audit.verify', 'conversation.read.any', 'people.read', 'system.read'],
  },
  {
    key: 'administrator',
    zh: '系统管理员',
    en: 'Administrator',
    home: '/people',
    may: [
      'report.read',
      'people.read',
      'people.manage',
      'roster.manage',
      'integration.manage',
      'key.manage',
      'system.read',
      'audit.verify',
      'content.read',
      'search.use',
      'try.use',
    ],
  },
  {
    key: 'integrator',
    zh: '集成工程师',
    en: 'Integrator',
    home: '/system',
    may: ['ingest.send', 'robot.ask', 'integration.manage', 'key.manage', 'system.read', 'try.use', 'search.use', 'content.read'],
  },
];

/** Adds the roles that are missing and brings those nobody changed to what they are now; one that a bank has changed stays as it is. */
export async function seedRoles(db: Db): Promise<void> {
  await db
    .insertInto('role')
    .values(standardRoles.map(role => ({ ...role, seeded: [...role.may] })))
    .onConflict(found =>
      found
        .column('key')
        .doUpdateSet(row => ({ may: row.ref('excluded.may'), home: row.ref('excluded.home'), seeded: row.ref('excluded.seeded') }))
        .whereRef('role.may', '=', 'role.seeded'),
    )
    .execute();
}

/** Reads permissions from a row; a name that this version no longer knows grants nothing. */
export function permissionsFrom(names: readonly string[]): readonly Permission[] {
  const known = new Set<string>(Permission.options);
  return names.filter((name): name is Permission => known.has(name));
}
