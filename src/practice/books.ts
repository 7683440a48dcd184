import { bankDate } from '#practice/bank-time.ts';
import { dice } from '#practice/dice.ts';
import { type Notice, seededNotices } from '#practice/notices.ts';

/** A customer of the practice bank; all of them are made up. */
export interface Customer {
  readonly no: string;
  readonly name: string;
  readonly phone: string;
  readonly risk: 1 | 2 | 3 | 4 | 5; // how much risk this customer may be sold
  readonly leaveAlone: boolean; // 免打扰
}

/** A debit card, and its report of loss if there is one. */
export interface Card {
  readonly no: string;
  readonly customer: string;
  readonly kind: string;
  readonly opened: string;
  status: '正常' | '口头挂失' | '书面挂失' | '司法冻结';
  loss: { readonly serial: string; readonly at: string; readonly until: string; readonly why: string; readonly by: string } | null;
}

/** A customer somebody should call back, and when that was booked for. */
export interface Care {
  readonly customer: string;
  readonly why: string;
  readonly due: string;
  booked: { readonly on: string; readonly part: string; readonly by: string } | null;
}

/** A product a customer was offered. */
export interface Offer {
  readonly no: string;
  readonly customer: string;
  readonly product: { readonly code: string; readonly name: string; readonly risk: 1 | 2 | 3 | 4 | 5 };
  readonly amount: number; // yuan
  readonly months: number;
  state: '已接受' | '考虑中' | '已谢绝' | '已下单';
}

/** An order as entered; nothing stops a second one for the same offer. */
export interface Order {
  readonly no: string;
  readonly offer: string;
  readonly at: string;
  readonly by: string;
}

/** Something that took effect, in order: what a test counts. */
export interface Deed {
  readonly at: string;
  readonly kind: 'loss' | 'care' | 'order' | 'notice';
  readonly key: string;
  readonly by: string;
}

/** Everything the practice bank knows. */
export interface Books {
  readonly customers: ReadonlyMap<string, Customer>;
  readonly cards: readonly Card[];
  readonly care: readonly Care[];
  readonly offers: readonly Offer[];
  readonly orders: Order[];
  readonly notices: readonly Notice[];
  readonly deeds: Deed[];
}

/** The customers who call in the demo, with the ends of their cards. */
const callers = [
  ['周明远', '19900000016', ['4417']],
  ['林晓岚', '19900000027', ['6620']],
  ['高志强', '19900000033', ['3052']],
  ['何婷', '19900000045', ['7781', '2210']],
  ['钱桂芳', '19900000061', ['5093']],
  ['吴佳颖', '19900000072', ['9014']],
] as const;

const surnames = '王李张刘陈杨赵黄徐孙马朱胡郭罗梁宋郑谢韩';
const given = ['伟', '静', '敏', '丽娟', '建国', '秀英', '海涛', '晓东', '玉兰', '志明', '婷婷', '浩然', '雪梅', '国强', '思远', '春华'];
const products = [
  { code: 'CD2601', name: '大额存单三年期', risk: 1 },
  { code: 'WM3107', name: '江海稳利180天', risk: 2 },
  { code: 'FD5502', name: '江海混合优选', risk: 4 },
] as const;
const reasons = ['定期到期', '生日关怀', '回访未接', '满意度回访'] as const;

/** The books of a first morning: the same customers, cards, offers and notices every time; days count from `now`. */
export function openBooks(now: number): Books {
  const die = dice(20_081_108);
  const customers: Customer[] = callers.map(([name, phone], index) => ({
    no: `80010${index + 1}`,
    name,
    phone,
    risk: 3,
    leaveAlone: false,
  }));
  for (let index = 0; index < 60; index++) {
    const name = `${surnames[die(surnames.length)]}${given[die(given.length)]}`;
    const risk = (1 + die(5)) as Customer['risk'];
    customers.push({ no: String(800_200 + index), name, phone: `1990001${String(1000 + index * 7)}`, risk, leaveAlone: index % 9 === 4 });
  }
  const others = customers.slice(callers.length);
  const card = (customer: Customer, tail: string, status: Card['status'] = '正常'): Card => ({
    no: cardNumber(customer.no, tail),
    customer: customer.no,
    kind: '借记卡(金卡)',
    opened: bankDate(now, -400 - die(2000)),
    status,
    loss: null,
  });

  return {
    customers: new Map(customers.map(one => [one.no, one])),
    cards: [
      ...callers.flatMap(([, , tails], index) => tails.map(tail => card(customers[index] as Customer, tail))),
      ...others.map((one, index) => card(one, String(1000 + die(9000)), index === 7 ? '司法冻结' : '正常')),
    ],
    care: others.slice(0, 22).map((one, index) => ({
      customer: one.no,
      why: reasons[index % reasons.length] ?? '',
      due: bankDate(now, index < 19 ? 0 : 3),
      booked: null,
    })),
    offers: others.slice(20, 56).map((one, index) => {
      const product = products[index % products.length] ?? products[0];
      const state = (['已接受', '考虑中', '已接受', '已谢绝'] as const)[index % 4] ?? '考虑中';
      return {
        no: `YX${2026_0001 + index}`,
        customer: one.no,
        product,
        amount: (5 + die(46)) * 10_000,
        months: [36, 6, 12][index % 3] ?? 12,
        state,
      };
    }),
    orders: [],
    notices: seededNotices(),
    deeds: [],
  };
}

/** Sixteen digits that pass the check of card numbers and end as the customer says. */
function cardNumber(customer: string, tail: string): string {
  for (let digit = 0; digit <= 9; digit++) {
    const no = `62289${customer}${digit}${tail}`;
    const sum = [...no].reverse().reduce((all, one, index) => {
      const value = Number(one) * (index % 2 === 1 ? 2 : 1);
      return all + (value > 9 ? value - 9 : value);
    }, 0);
    if (sum % 10 === 0) return no;
  }
  throw new Error(`no card number ends in ${tail}`);
}

/** How a list shows a card: never the whole number. */
export function shownCard({ no }: Card): string {
  return `${no.slice(0, 4)} **** **** ${no.slice(-4)}`;
}

/** How a list shows a person. */
export function shownName(name: string): string {
  return name.length < 3 ? `${name[0]}*` : `${name[0]}*${name.slice(2)}`;
}
