import { bankDate } from '#practice/bank-time.ts';
import { dailyList } from '#practice/daily-list.ts';
import { cell, form, html, list, type Markup, page, refusal, row, textField } from '#practice/markup.ts';
import { pageOf, type Routes, shown, type Visit } from '#practice/visit.ts';

const headings = ['流水号', '时间', '机构', '客户号', '业务种类', '金额(元)', '状态'] as const;

/** The day's list: asked for, waited for, read page by page or saved. */
export const dailyPages: Routes = {
  'GET /daily/query.jsp': {
    duty: '运行岗',
    answer: ({ now }) =>
      shown(
        page(
          '当日清单',
          form(
            '/daily/query.do',
            [row('交易日期', textField('交易日期', 'on', bankDate(now), { size: 12 }))],
            [html`<input type="submit" class="btn" name="btnQuery" value="查 询">`],
          ),
        ),
      ),
  },
  'POST /daily/query.do': {
    duty: '运行岗',
    answer: ({ form: said, now }) => {
      const on = said.get('on')?.trim() ?? '';
      if (!/^\d{4}-\d{2}-\d{2}$/.test(on)) return shown(refusal('当日清单', 'R1001', '交易日期格式应为YYYY-MM-DD'));
      if (on > bankDate(now)) return shown(refusal('当日清单', 'R1002', '交易日期不能晚于今天'));
      return shown(
        page(
          '当日清单',
          html`<div class="em">正在查询,请稍候......</div>`,
          html`<script>setTimeout(function(){location.replace('/daily/list.jsp?on=${on}')},300)</script>`,
        ),
      );
    },
  },
  'GET /daily/list.jsp': { duty: '运行岗', answer: visit => shown(listPage(visit)) },
  'GET /daily/export.do': {
    duty: '运行岗',
    answer: visit => {
      const rows = linesOf(visit).map(line =>
        [line.serial, line.time, line.branch, line.customer, line.what, line.amount, line.state].join(','),
      );
      return { kind: 'file', name: `daily-${dateOf(visit)}.csv`, text: `\uFEFF${[headings.join(','), ...rows].join('\r\n')}\r\n` };
    },
  },
};

function dateOf({ query, now }: Visit): string {
  const on = query.get('on') ?? '';
  return /^\d{4}-\d{2}-\d{2}$/.test(on) ? on : bankDate(now);
}

function linesOf(visit: Visit): ReturnType<typeof dailyList> {
  return dailyList(visit.books, dateOf(visit));
}

function listPage(visit: Visit): Markup {
  const on = dateOf(visit);
  const lines = linesOf(visit);
  const rows = lines.map(line => [
    cell(line.serial),
    cell(line.time),
    cell(line.branch),
    cell(line.customer),
    cell(line.what),
    cell(line.amount),
    cell(line.state),
  ]);
  return page(
    '当日清单',
    html`<div class="em">交易日期:<span class="on">${on}</span> 合计:<span class="ct">${lines.length}</span>笔 <a href="/daily/export.do?on=${on}">导出</a></div>
${list('当日交易清单', headings, rows, { page: pageOf(visit.query), link: to => `/daily/list.jsp?on=${on}&page=${to}` })}`,
  );
}
