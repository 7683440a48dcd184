import { randomUUID } from 'node:crypto';
import type { ConversationId } from '#domain/ids.ts';
import type { TicketDeed } from '#domain/ticket.ts';
import type { MakeTicket } from '#protocol/tickets.ts';
import { writeProblem } from '#server/content/content-problem.ts';
import type { Db } from '#server/db/schema.ts';
import { personByStaffNo } from '#server/people/people.ts';
import { findSession, openSession } from '#server/people/sessions.ts';
import type { PersonWho } from '#server/people/who.ts';
import { doTicketDeed } from '#server/tickets/do-deed.ts';
import { makeTicket } from '#server/tickets/make-ticket.ts';
import type { TicketParts } from '#server/tickets/parts.ts';
import { approvePlan, storePlan } from '#server/tickets/plan.ts';
import { readPlan, unitsOf } from '#server/tickets/read-plan.ts';

/** A ticket of the demo: who made it when, and what was done since. Hours count back from now. */
interface Seed {
  readonly by: string;
  readonly hoursAgo: number;
  readonly made: Omit<MakeTicket, 'request'>;
  readonly deeds: readonly { readonly by: string; readonly hoursAgo: number; readonly deed: TicketDeed }[];
}

const day = 24;
const phone = (tail: string) => `1990000${tail}`;
const staff = (staffNo: string) => staffNo as never; // 工号 of the demo's own people

const seeds: readonly Seed[] = [
  {
    by: '1533',
    hoursAgo: 16 * day,
    made: {
      kind: 'complaint',
      category: '120301',
      title: '白金卡年费未达标被扣，要求退还',
      description: '客户称开卡时承诺首年免年费，9 月仍扣 1,800 元；要求全额退还并说明。',
      phone: phone('0021'),
      fields: { demand: '退还年费 1,800 元并书面说明' },
    },
    deeds: [
      { by: '8001', hoursAgo: 15 * day, deed: { kind: 'take' } },
      { by: '8001', hoursAgo: 9 * day, deed: { kind: 'note', text: '已调取开卡时的宣传页和录音，待信用卡部确认活动规则。' } },
      { by: '1533', hoursAgo: 3 * day, deed: { kind: 'chase', reason: '客户再次来电询问进度' } },
      { by: '2001', hoursAgo: 5, deed: { kind: 'chase', reason: '已过 15 日，请今天答复' } },
    ],
  },
  {
    by: '1027',
    hoursAgo: 13 * day,
    made: {
      kind: 'complaint',
      category: '120101',
      title: '投诉客服态度不耐烦、未说完即挂断',
      description: '客户称上次来电时坐席打断三次，问题没有解决。',
      subject: staff('1533'),
      phone: phone('0034'),
      fields: { demand: '道歉，由主管回电' },
    },
    deeds: [{ by: '8002', hoursAgo: 12 * day, deed: { kind: 'take' } }],
  },
  {
    by: '1088',
    hoursAgo: 20 * day,
    made: {
      kind: 'complaint',
      category: '120201',
      title: '贷款提前还款审批太慢',
      description: '申请后 12 个工作日没有结果，多计利息。',
      phone: phone('0047'),
      fields: { demand: '尽快放行并退还多计利息' },
    },
    deeds: [
      { by: '8001', hoursAgo: 20 * day - 3, deed: { kind: 'take' } },
      { by: '8001', hoursAgo: 6 * day, deed: { kind: 'extend', reason: '需总行贷款部核算利息，情况复杂' } },
      { by: '8001', hoursAgo: 20, deed: { kind: 'offer', to: staff('8002'), reason: '下周休假，请接手跟进核算结果' } },
    ],
  },
  {
    by: '1533',
    hoursAgo: 3 * day,
    made: {
      kind: 'cross-department',
      category: '040303',
      title: '跨行转账 20,000 元未到账，请查落账情况',
      description: '客户 3 天前转出，对方行称未收到。',
      fields: { wanted: '查人行报文状态和对方行回执', amount: '20000' },
    },
    deeds: [{ by: '8101', hoursAgo: 2 * day, deed: { kind: 'take' } }],
  },
  {
    by: '1027',
    hoursAgo: 8 * day,
    made: {
      kind: 'cross-department',
      category: '110202',
      title: '非本人境外消费三笔，需调单',
      description: '客户否认交易，卡片已挂失。',
      urgent: true,
      fields: { wanted: '调取三笔交易凭证与授权方式', amount: '4680.50' },
    },
    deeds: [
      { by: '8101', hoursAgo: 7 * day, deed: { kind: 'take' } },
      { by: '1027', hoursAgo: 1 * day, deed: { kind: 'chase' } },
    ],
  },
  {
    by: '1088',
    hoursAgo: 2,
    made: {
      kind: 'follow-up',
      category: '070303',
      title: '客户约定明天上午回电谈理财赎回',
      description: '客户开会中，约定回电。',
      phone: phone('0058'),
    },
    deeds: [],
  },
  {
    by: '1027',
    hoursAgo: 26,
    made: {
      kind: 'consult',
      category: '020105',
      title: '到期换卡能否不回开户行',
      description: '客户在异地工作，卡片下月到期。',
      phone: phone('0069'),
    },
    deeds: [],
  },
  {
    by: '1533',
    hoursAgo: 4 * day,
    made: {
      kind: 'follow-up',
      category: '030603',
      title: '回访：取现手续费解释是否清楚',
      description: '按投诉处理结果回访。',
      phone: phone('0070'),
    },
    deeds: [
      { by: '8002', hoursAgo: 4 * day - 2, deed: { kind: 'take' } },
      { by: '8002', hoursAgo: 3 * day, deed: { kind: 'called', outcome: 'no-answer' } },
      { by: '8002', hoursAgo: 3 * day - 1, deed: { kind: 'wait', reason: '客户短信回复周一方便接听' } },
    ],
  },
  {
    by: '1088',
    hoursAgo: 9 * day,
    made: {
      kind: 'complaint',
      category: '120104',
      title: '一周接到五次贷款推销电话',
      description: '客户要求停止营销外呼。',
      phone: phone('0081'),
      fields: { demand: '停止外呼并确认' },
    },
    deeds: [
      { by: '8001', hoursAgo: 9 * day - 2, deed: { kind: 'take' } },
      { by: '8001', hoursAgo: 7 * day, deed: { kind: 'called', outcome: 'reached', note: '已致歉并说明' } },
      {
        by: '8001',
        hoursAgo: 7 * day - 1,
        deed: {
          kind: 'close',
          result: 'upheld',
          text: '号码已加入免打扰名单，回电致歉，客户认可。',
          fields: { cause: 'sales', rectification: '外呼名单每日与免打扰名单比对' },
        },
      },
    ],
  },
  {
    by: '1027',
    hoursAgo: 3,
    made: {
      kind: 'complaint',
      category: '120203',
      title: '同一问题来电四次未解决',
      description: '短信通知重复扣费，前三次均称已登记。',
      phone: phone('0092'),
      fields: { demand: '退还 6 元并不再重复扣费' },
    },
    deeds: [],
  },
];

/** Makes the demo bank's plan the live one when it is not: its editor stores it, its approver approves. */
export async function seedTicketPlan(db: Db, dir: string, editor: string, approver: string): Promise<void> {
  const { plan, calendar, problems } = await readPlan(dir, await unitsOf(db));
  if (!plan || !calendar || problems.length > 0)
    throw new Error(`the demo's tickets have errors:\n${problems.map(writeProblem).join('\n')}`);
  const { id, fresh } = await storePlan(db, { plan, calendar }, editor);
  if (fresh) await approvePlan(db, id, approver);
}

/** Puts tickets on the empty list of a new demo, through the very functions the screens call, at the times they say. */
export async function seedTickets(parts: TicketParts): Promise<number> {
  const any = await parts.db.selectFrom('tickets').select('number').limit(1).executeTakeFirst();
  if (any) return 0;
  const people = new Map<string, PersonWho>();
  const who = async (staffNo: string) => {
    const known = people.get(staffNo) ?? (await asPerson(parts.db, staffNo));
    people.set(staffNo, known);
    return known;
  };
  const now = parts.clock.now();
  const at = (hoursAgo: number): TicketParts => ({ ...parts, clock: { now: () => now - hoursAgo * 3_600_000 } });
  for (const { by, hoursAgo, made, deeds } of [...seeds].sort((a, b) => b.hoursAgo - a.hoursAgo)) {
    const { number } = await makeTicket(at(hoursAgo), await who(by), { request: randomUUID(), ...made });
    let version = 1;
    for (const { by: doer, hoursAgo: then, deed } of deeds)
      ({ version } = await doTicketDeed(at(then), await who(doer), number, { version, deed }));
  }
  return seeds.length;
}

/** Makes the ticket of a played call that an agent of the demo has wrapped up; `fields` are what the agent adds to it. */
export async function ticketOfCall(
  parts: TicketParts,
  staffNo: string,
  conversation: ConversationId,
  fields: Readonly<Record<string, string>>,
): Promise<string> {
  const who = await asPerson(parts.db, staffNo);
  return (await makeTicket(parts, who, { request: `demo ${conversation}`, conversation, fields: { ...fields } })).number;
}

/** Somebody of the demo with all they may do, by a session nobody ever gets. */
async function asPerson(db: Db, staffNo: string): Promise<PersonWho> {
  const clock = { now: () => Date.now(), after: () => () => {} };
  const person = await personByStaffNo(db, staffNo);
  if (!person) throw new Error(`the demo has no ${staffNo}`);
  const { token } = await openSession(db, clock, person.id);
  const who = await findSession(db, clock, token);
  if (!who) throw new Error(`the session of ${staffNo} was not opened`);
  await db.deleteFrom('session').where('token_hash', '=', who.session.tokenHash).execute();
  return who;
}
