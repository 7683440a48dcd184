import { bankDate, bankTime } from '#practice/bank-time.ts';
import { type Books, type Card, shownCard, shownName } from '#practice/books.ts';
import { button, cell, choiceField, form, html, list, type Markup, page, refusal, row, textField } from '#practice/markup.ts';
import { ticketFor } from '#practice/sessions.ts';
import { greeting, pageOf, type Routes, shown, submitButton, type Visit } from '#practice/visit.ts';

/** Looking a card up, and taking a report of its loss in a window of its own. */
export const cardPages: Routes = {
  'GET /card/query.jsp': { duty: '柜员', answer: visit => shown(queryPage(visit, null)) },
  'POST /card/query.do': { duty: '柜员', answer: visit => shown(queryPage(visit, search(visit))) },
  'GET /card/loss.jsp': {
    duty: '柜员',
    answer: visit => {
      const card = cardOf(visit);
      if (!card) return shown(refusal('挂失登记', 'C1002', '页面已失效,请重新查询'));
      return card.status === '正常'
        ? shown(lossForm(visit, card))
        : shown(refusal('挂失登记', 'C2201', `该卡状态为${card.status},不能办理挂失`));
    },
  },
  'POST /card/loss.do': {
    duty: '柜员',
    answer: visit => {
      const card = cardOf(visit);
      if (!card) return shown(refusal('挂失登记', 'C1002', '页面已失效,请重新查询'));
      if (card.status !== '正常') return shown(refusal('挂失登记', 'C2201', `该卡状态为${card.status},不能办理挂失`));
      return visit.commit(
        { kind: 'loss', key: card.no },
        () => reportLost(visit, card),
        () => receipt(card),
      );
    },
  },
};

function search({ books, form: asked }: Visit): readonly Card[] {
  const [no, phone, tail] = ['cardNo', 'mobile', 'tail'].map(name => asked.get(name)?.trim() ?? '');
  if (!no && !phone) return [];
  return books.cards.filter(card => {
    if (no && card.no !== no) return false;
    if (phone && books.customers.get(card.customer)?.phone !== phone) return false;
    return !tail || card.no.endsWith(tail);
  });
}

function queryPage(visit: Visit, found: readonly Card[] | null): Markup {
  const rows = (found ?? []).map(card => [
    cell(shownCard(card)),
    cell(shownName(holder(visit.books, card))),
    cell(card.kind),
    cell(card.opened),
    cell(card.status, 'st'),
    cell(card.loss?.serial ?? '', 'gs'),
    cell(card.loss?.at ?? '', 'tm'),
    cell(button('挂失', `window.open('/card/loss.jsp?id=${ticketFor(visit.session, card.no)}','lossWin','width=560,height=420')`)),
  ]);
  return page(
    '卡状态查询',
    html`${form(
      '/card/query.do',
      [
        row('卡号', textField('卡号', 'cardNo')),
        row('手机号', textField('手机号', 'mobile')),
        row('卡号后四位', textField('卡号后四位', 'tail', '', { size: 6 })),
      ],
      [html`<input type="submit" class="btn" name="btnQuery" value="查 询">`],
    )}
${found === null ? html`<div class="em">卡号、手机号至少输入一项</div>` : list('查询结果', ['卡号', '户名', '卡种', '开户日期', '卡状态', '挂失编号', '挂失时间', '操作'], rows, { page: pageOf(visit.query), link: () => '/card/query.jsp' })}`,
    greeting(visit.faults),
  );
}

function lossForm({ session, books, faults, query }: Visit, card: Card): Markup {
  return page(
    '挂失登记',
    form(
      '/card/loss.do',
      [
        html`<input type="hidden" name="id" value="${query.get('id') ?? ''}">`,
        row('卡号', textField('卡号', 'cardShown', shownCard(card), { fixed: true })),
        row('户名', textField('户名', 'holder', shownName(holder(books, card)), { fixed: true })),
        row(
          '挂失类型',
          choiceField('挂失类型', 'kind', [
            ['1', '口头挂失'],
            ['2', '书面挂失'],
          ]),
        ),
        row(
          '挂失原因',
          choiceField('挂失原因', 'why', [
            ['', '--请选择--'],
            ['遗失', '遗失'],
            ['被盗', '被盗'],
            ['其他', '其他'],
          ]),
        ),
        row(
          '申请渠道',
          choiceField('申请渠道', 'channel', [
            ['0', '柜面'],
            ['5', '电话银行'],
          ]),
        ),
        row('备注', textField('备注', 'memo', '', { size: 40 })),
        row('经办工号', textField('经办工号', 'teller', session.user.staffNo, { fixed: true })),
      ],
      [...submitButton(faults, `确认对尾号${card.no.slice(-4)}的卡办理挂失?`), button('取 消', 'window.close()')],
    ),
    greeting(faults),
  );
}

function reportLost({ form: said, session, now }: Visit, card: Card): void {
  card.status = said.get('kind') === '2' ? '书面挂失' : '口头挂失';
  card.loss = {
    serial: `GS${bankDate(now).replaceAll('-', '')}${card.no.slice(-6)}`,
    at: bankTime(now),
    until: bankDate(now, 5),
    why: said.get('why') ?? '',
    by: session.user.staffNo,
  };
}

function receipt({ loss, status }: Card): Markup {
  return page(
    '挂失登记',
    html`<table class="fm">${row('受理结果', html`<span class="ok">挂失成功</span>`)}${row('卡状态', html`<span class="st">${status}</span>`)}
${row('挂失编号', html`<span class="gs">${loss?.serial ?? ''}</span>`)}${row('挂失时间', html`<span class="tm">${loss?.at ?? ''}</span>`)}${row('有效期至', html`<span class="un">${loss?.until ?? ''}</span>`)}</table>
<div class="ft">${button('关 闭', 'window.close()')}</div>`,
  );
}

/** The card a ticket of this session stands for. */
function cardOf({ session, query, form: sent, books }: Visit): Card | null {
  const no = session.tickets.get(sent.get('id') ?? query.get('id') ?? '');
  return books.cards.find(card => card.no === no) ?? null;
}

function holder(books: Books, card: Card): string {
  return books.customers.get(card.customer)?.name ?? '';
}
