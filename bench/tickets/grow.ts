import { sql } from 'kysely';
import type { Db } from '#server/db/schema.ts';

/** What tickets of a bank are about: the words of 40 titles, some in every fifth of them. */
const matters = [
  ...['年费减免', '年费退还', '年费争议', '年费分期', '年费咨询'],
  ...['吞卡', '挂失补卡', '盗刷', '转账未到账', '转错账'],
  ...['限额调整', '短信通知', '登录密码', '人脸识别失败', '手机号变更'],
  ...['存款证明', '利息计算', '提前还款', '延期还款', '征信异议'],
  ...['理财赎回', '基金定投', '外汇购汇', '境外交易', '账单分期'],
  ...['服务态度', '排队过久', '多次来电未解决', '承诺未兑现', '误导销售'],
  ...['网点地址', '预约取现', '零钱兑换', '对公开户', '印鉴变更'],
  ...['积分兑换', '活动奖励', '保险退保', '贷款进度', '抵押注销'],
];
const told = [
  '客户要求尽快回复',
  '客户情绪激动',
  '已告知办理时限',
  '客户愿意到网点办理',
  '需核实交易明细',
  '请业务部门协助',
  '客户要求书面答复',
  '费用退还原卡',
];

/** Fills an empty installation with so many tickets over two years, the same ones every time; an index made after them is a tight one. */
export async function growTickets(db: Db, tickets: number): Promise<void> {
  await sql`insert into ticket_plans (hash, plan, calendar, author) values ('bench', '{}', '{}', 'bench')`.execute(db);
  const list = (words: readonly string[]) => sql`${words}::text[]`;
  for (let from = 0; from < tickets; from += 10_000) {
    await sql`
      insert into tickets (number, plan, kind, category, path, title, description, urgent, customer, slots, summary, fields, unit, handler,
        made_by, made_unit, made_at, state, waiting_since, done_by, warn_at, result, closing, closed_by, closed_at, request, changed_at)
      select 'GD' || to_char(made, 'YYMMDD') || lpad((n % 10000)::text, 4, '0') || (n / 10000)::text,
        (select min(id) from ticket_plans), (array['consult','complaint','follow-up','cross-department'])[1 + n % 4],
        lpad((1 + n % 17)::text, 2, '0') || lpad((1 + n % 11)::text, 2, '0'),
        jsonb_build_array('第' || n % 17 || '类', matter), matter || '：' || (${list(told)})[1 + h % 8],
        matter || '，' || (${list(told)})[1 + h / 8 % 8] || '，' || (${list(told)})[1 + h / 64 % 8] || '。第' || h % 9973 || '笔，金额' || h % 50000 || '元。',
        h % 20 = 0, 'KH' || lpad(n::text, 7, '0'), '[]', '[]', '{}', 'unit' || h % 40,
        case when is_new then null else 'h' || lpad((h % 400)::text, 3, '0') end,
        'a' || h % 900, 'team' || h % 60, made,
        case when is_new then 'new' when is_open then case h % 3 when 0 then 'waiting' else 'handling' end else 'closed' end,
        case when is_open and not is_new and h % 3 = 0 then made end, made + interval '15 days', made + interval '13 days',
        case when is_open then null else 'answered' end, case when is_open then null else '已答复客户' end,
        case when is_open then null else 'h' || lpad((h % 400)::text, 3, '0') end, case when is_open then null else made + interval '5 days' end,
        'bench-' || n, made
      from (select n, (n::bigint * 2654435761 % 1000003)::int as h, timestamptz '2024-06-01' + n * interval '1 day' * 730 / ${tickets}::int as made
        from generate_series(${from}::int, ${Math.min(tickets, from + 10_000) - 1}::int) n) numbered,
      lateral (select (${list(matters)})[1 + h % 40] as matter, h % 20 < 2 as is_open, h % 40 = 1 as is_new) chosen`.execute(db);
  }
  await sql`vacuum analyze tickets`.execute(db);
}
