import { bankDate, bankTime } from '#practice/bank-time.ts';
import { button, cell, form, html, list, type Markup, page, refusal, row } from '#practice/markup.ts';
import type { Notice } from '#practice/notices.ts';
import { greeting, pageOf, type Routes, shown, submitButton, type Visit } from '#practice/visit.ts';

/** Notices that wait, and publishing one in a window of its own. */
export const noticePages: Routes = {
  'GET /notice/list.jsp': { duty: '宣传岗', answer: visit => shown(listPage(visit)) },
  'GET /notice/view.jsp': {
    duty: '宣传岗',
    answer: visit => {
      const notice = noticeOf(visit, visit.query.get('no'));
      return shown(notice ? viewPage(visit, notice) : refusal('通知发布', 'N1404', '没有该通知'));
    },
  },
  'POST /notice/publish.do': {
    duty: '宣传岗',
    answer: visit => {
      const notice = noticeOf(visit, visit.form.get('no'));
      if (!notice) return shown(refusal('通知发布', 'N1404', '没有该通知'));
      if (notice.published) return shown(refusal('通知发布', 'N2101', '该通知已发布,不能重复发布'));
      const published = { docNo: `江海银通〔2026〕${notice.no.slice(-3)}号`, at: bankTime(visit.now), by: visit.session.user.staffNo };
      return visit.commit(
        { kind: 'notice', key: notice.no },
        () => Object.assign(notice, { published }),
        () => viewPage(visit, notice),
      );
    },
  },
};

function noticeOf({ books }: Visit, no: string | null): Notice | undefined {
  return books.notices.find(notice => notice.no === no);
}

function listPage({ books, query, now }: Visit): Markup {
  const rows = books.notices.map(notice => [
    cell(notice.no),
    cell(html`<a href="/notice/view.jsp?no=${notice.no}" target="_blank">${notice.title}</a>`),
    cell(notice.kind),
    cell(notice.by),
    cell(notice.published ? '已发布' : '待发布'),
    cell(notice.published?.docNo ?? ''),
  ]);
  return page(
    '通知发布',
    html`<div class="em">今天是${bankDate(now)}</div>
${list('通知', ['编号', '标题', '类型', '拟稿人', '状态', '文号'], rows, { page: pageOf(query), link: to => `/notice/list.jsp?page=${to}` })}`,
  );
}

function viewPage({ faults }: Visit, notice: Notice): Markup {
  return page(
    '通知发布',
    html`${form(
      '/notice/publish.do',
      [
        html`<input type="hidden" name="no" value="${notice.no}">`,
        row('编号', html`<span class="no">${notice.no}</span>`),
        row('标题', html`<span class="ti">${notice.title}</span>`),
        row('类型', html`<span class="kd">${notice.kind}</span>`),
        row('正文', html`<div class="tx" style="width:420px">${notice.text}</div>`),
        row('状态', html`<span class="st">${notice.published ? '已发布' : '待发布'}</span>`),
        row('文号', html`<span class="dn">${notice.published?.docNo ?? ''}</span>`),
      ],
      notice.published ? [] : submitButton(faults, '通知发布后全行可见,确认发布?'),
    )}
<div class="ft">${button('关 闭', 'window.close()')}</div>`,
    greeting(faults),
  );
}
