import { bankDate, bankTime } from '#practice/bank-time.ts';
import { type Books, type Customer, type Offer, shownName } from '#practice/books.ts';
import { button, cell, choiceField, form, html, list, type Markup, page, refusal, row, textField } from '#practice/markup.ts';
import { greeting, pageOf, type Routes, shown, submitButton, type Visit } from '#practice/visit.ts';

/** What customers answered to offers, and entering the orders: first what, then once more to look at. */
export const orderPages: Routes = {
  'GET /offer/list.jsp': { duty: '产品经办', answer: visit => shown(offerList(visit)) },
  'GET /order/list.jsp': { duty: '产品经办', answer: visit => shown(orderList(visit)) },
  'GET /order/new.jsp': { duty: '产品经办', answer: visit => shown(entry(visit, visit.query, entryForm)) },
  'POST /order/check.do': { duty: '产品经办', answer: visit => shown(entry(visit, visit.form, checkForm)) },
  'POST /order/submit.do': {
    duty: '产品经办',
    answer: visit => {
      const offer = offerOf(visit.books, visit.form.get('offer'));
      if (!offer) return shown(refusal('订单录入', 'P1404', '没有该营销编号'));
      const order = {
        no: `DD${bankDate(visit.now).replaceAll('-', '')}${String(1001 + visit.books.orders.length)}`,
        offer: offer.no,
        at: bankTime(visit.now),
        by: visit.session.user.staffNo,
      };
      const does = () => {
        visit.books.orders.push(order);
        offer.state = '已下单';
      };
      return visit.commit({ kind: 'order', key: offer.no }, does, () =>
        page(
          '订单录入',
          html`<table class="fm">${row('受理结果', html`<span class="ok">下单成功</span>`)}${row('订单号', html`<span class="od">${order.no}</span>`)}</table>`,
        ),
      );
    },
  },
};

const states = ['已接受', '考虑中', '已谢绝', '已下单'] as const;

function offerList({ books, query }: Visit): Markup {
  const [state, no] = [query.get('state') ?? '已接受', query.get('no')?.trim() ?? ''];
  const of = books.offers.filter(offer => (no ? offer.no === no : offer.state === state));
  const rows = of.map(offer => [
    cell(offer.no),
    cell(offer.customer),
    cell(shownName(customerOf(books, offer)?.name ?? '')),
    cell(`${offer.product.code} ${offer.product.name}`),
    cell(yuan(offer.amount)),
    cell(offer.state, 'st'),
    cell(orderOf(books, offer), 'od'),
    cell(offer.state === '已接受' ? html`<a href="/order/new.jsp?offer=${offer.no}">下单</a>` : ''),
  ]);
  return page(
    '营销结果查询',
    html`<form method="get" action="/offer/list.jsp"><table class="fm">${row('营销编号', textField('营销编号', 'no', no))}${row(
      '客户答复',
      choiceField(
        '客户答复',
        'state',
        [state, ...states.filter(one => one !== state)].map(one => [one, one]),
      ),
    )}</table>
<div class="ft"><input type="submit" class="btn" value="查 询"></div></form>
${list('营销结果', ['营销编号', '客户号', '客户姓名', '产品', '金额(元)', '客户答复', '订单号', '操作'], rows, { page: pageOf(query), link: to => `/offer/list.jsp?state=${encodeURIComponent(state)}&page=${to}` })}`,
  );
}

function orderList({ books, query }: Visit): Markup {
  const rows = [...books.orders].reverse().map(order => [cell(order.no), cell(order.offer), cell(order.at), cell(order.by)]);
  return page(
    '订单查询',
    list('订单', ['订单号', '营销编号', '录入时间', '经办工号'], rows, { page: pageOf(query), link: to => `/order/list.jsp?page=${to}` }),
  );
}

/** The offer that is meant, or why it is not for an order. */
function entry(visit: Visit, asked: URLSearchParams, shows: (visit: Visit, offer: Offer, customer: Customer) => Markup): Markup {
  const offer = offerOf(visit.books, asked.get('offer'));
  const customer = offer && customerOf(visit.books, offer);
  if (!offer || !customer) return refusal('订单录入', 'P1404', '没有该营销编号');
  if (offer.state !== '已接受') return refusal('订单录入', 'P2101', `客户答复为${offer.state},不能下单`);
  if (customer.risk < offer.product.risk)
    return refusal('订单录入', 'P2207', `客户风险等级R${customer.risk}低于产品R${offer.product.risk},不适当`);
  return shows(visit, offer, customer);
}

function entryForm({ faults }: Visit, offer: Offer, customer: Customer): Markup {
  return page(
    '订单录入',
    form(
      '/order/check.do',
      [
        html`<input type="hidden" name="offer" value="${offer.no}">`,
        ...facts(offer, customer),
        row('金额', textField('金额', 'amount')),
        row('期限(月)', textField('期限(月)', 'months', '', { size: 6 })),
      ],
      [html`<input type="submit" class="btn" name="btnNext" value="下一步">`],
    ),
    greeting(faults),
  );
}

function checkForm({ faults, form: said }: Visit, offer: Offer, customer: Customer): Markup {
  const amount = Number((said.get('amount') ?? '').replaceAll(',', ''));
  const months = Number(said.get('months'));
  if (amount !== offer.amount) return refusal('订单录入', 'P2301', '金额与客户接受的不一致');
  if (months !== offer.months) return refusal('订单录入', 'P2302', '期限与客户接受的不一致');
  return page(
    '订单复核',
    form(
      '/order/submit.do',
      [
        html`<input type="hidden" name="offer" value="${offer.no}">`,
        ...facts(offer, customer),
        row('金额', html`<span class="am">${yuan(amount)}</span>`),
        row('期限(月)', html`<span class="mo">${months}</span>`),
      ],
      [...submitButton(faults, '订单提交后不可撤销,确认提交?'), button('返 回', 'history.back()')],
    ),
  );
}

function facts(offer: Offer, customer: Customer): readonly Markup[] {
  return [
    row('营销编号', html`<span class="no">${offer.no}</span>`),
    row('客户', html`<span class="cu">${offer.customer} ${shownName(customer.name)}</span>`),
    row('产品', html`<span class="pr">${offer.product.code} ${offer.product.name}</span>`),
    row('风险等级', html`客户R${customer.risk} 产品R${offer.product.risk}`),
    row('客户接受金额', html`<span class="ac">${offer.amount}</span>`),
    row('客户接受期限', html`<span class="at">${offer.months}</span>`),
  ];
}

function offerOf({ offers }: Books, no: string | null): Offer | undefined {
  return offers.find(offer => offer.no === no);
}

function customerOf({ customers }: Books, { customer }: Offer): Customer | undefined {
  return customers.get(customer);
}

function orderOf({ orders }: Books, { no }: Offer): string {
  return orders.findLast(order => order.offer === no)?.no ?? '';
}

function yuan(amount: number): string {
  return amount.toLocaleString('en-US', { minimumFractionDigits: 2 });
}
