import { bankDate } from '#practice/bank-time.ts';
import { type Care, shownName } from '#practice/books.ts';
import { cell, choiceField, form, html, list, type Markup, page, refusal, row, textField } from '#practice/markup.ts';
import { greeting, pageOf, type Routes, shown, type Visit } from '#practice/visit.ts';

/** The customers to call back, and booking when. */
export const carePages: Routes = {
  'GET /care/list.jsp': { duty: '客户关怀岗', answer: visit => shown(listPage(visit)) },
  'GET /care/book.jsp': {
    duty: '客户关怀岗',
    answer: visit => {
      const care = careOf(visit, visit.query.get('no'));
      return shown(care ? bookPage(visit, care) : refusal('回访预约', 'K1404', '名单中没有该客户'));
    },
  },
  'POST /care/book.do': {
    duty: '客户关怀岗',
    answer: visit => {
      const care = careOf(visit, visit.form.get('no'));
      if (!care) return shown(refusal('回访预约', 'K1404', '名单中没有该客户'));
      if (visit.books.customers.get(care.customer)?.leaveAlone) return shown(refusal('回访预约', 'K2310', '客户已登记免打扰,不得外呼'));
      const on = visit.form.get('on') ?? '';
      if (!/^\d{4}-\d{2}-\d{2}$/.test(on) || on < bankDate(visit.now)) return shown(refusal('回访预约', 'K2001', '预约日期不正确'));
      const booked = { on, part: visit.form.get('part') ?? '', by: visit.session.user.staffNo };
      return visit.commit(
        { kind: 'care', key: care.customer },
        () => Object.assign(care, { booked }),
        () => bookPage(visit, care),
      );
    },
  },
};

function careOf({ books }: Visit, no: string | null): Care | null {
  return books.care.find(care => care.customer === no) ?? null;
}

function listPage({ books, query, now }: Visit): Markup {
  const due = query.get('due') || bankDate(now);
  const of = books.care.filter(care => care.due === due);
  const rows = of.map(care => {
    const customer = books.customers.get(care.customer);
    return [
      cell(care.customer),
      cell(shownName(customer?.name ?? '')),
      cell(care.why),
      cell(care.due),
      cell(care.booked ? '已预约' : '待办'),
      cell(care.booked?.on ?? ''),
      cell(html`<a href="/care/book.jsp?no=${care.customer}">预约</a>`),
    ];
  });
  return page(
    '客户关怀名单',
    html`<form method="get" action="/care/list.jsp"><table class="fm">${row('应办日期', textField('应办日期', 'due', due, { size: 12 }))}</table><div class="ft"><input type="submit" class="btn" value="查 询"></div></form>
${list('客户关怀名单', ['客户号', '客户姓名', '关怀事由', '应办日期', '状态', '预约日期', '操作'], rows, { page: pageOf(query), link: to => `/care/list.jsp?due=${due}&page=${to}` })}`,
  );
}

function bookPage({ books, faults }: Visit, care: Care): Markup {
  const customer = books.customers.get(care.customer);
  return page(
    '回访预约',
    html`${form(
      '/care/book.do',
      [
        html`<input type="hidden" name="no" value="${care.customer}">`,
        row('客户号', html`<span class="no">${care.customer}</span>`),
        row('客户姓名', html`${shownName(customer?.name ?? '')}`),
        row('联系电话', html`${customer?.phone.replace(/^(\d{3})\d{4}/, '$1****') ?? ''}`),
        row('关怀事由', html`${care.why}`),
        row('免打扰', html`<span class="dnd">${customer?.leaveAlone ? '是' : '否'}</span>`),
        row('预约状态', html`<span class="st">${care.booked ? `已预约 ${care.booked.on} ${care.booked.part}` : '待办'}</span>`),
        row('预约日期', textField('预约日期', 'on', care.booked?.on ?? '', { size: 12 })),
        row(
          '预约时段',
          choiceField('预约时段', 'part', [
            ['上午', '上午'],
            ['下午', '下午'],
            ['晚间', '晚间'],
          ]),
        ),
      ],
      [html`<input type="submit" class="btn" name="btnSave" value="保 存">`],
    )}`,
    greeting(faults),
  );
}
