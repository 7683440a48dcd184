import type { Books } from '#practice/books.ts';
import { dice } from '#practice/dice.ts';

/** One line of the day's list. */
export interface DailyLine {
  readonly serial: string;
  readonly time: string;
  readonly branch: string;
  readonly customer: string;
  readonly what: string;
  readonly amount: string; // yuan, two digits after the point
  readonly state: '成功' | '冲正' | '挂账';
}

const branches = ['江海总行营业部', '滨江支行', '南门支行', '开发区支行'];
const kinds = ['转账汇款', '现金存款', '代发工资', '购买理财', '跨行收款', '信用卡还款'];

/** What went through on a date: the same lines whenever it is asked for. */
export function dailyList(books: Books, date: string): readonly DailyLine[] {
  const day = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(day)) return [];
  const die = dice(Math.floor(day / 86_400_000));
  const customers = [...books.customers.keys()];
  return Array.from({ length: 28 + die(9) }, (_, index): DailyLine => {
    const minutes = 540 + Math.floor((index * 470) / 36) + die(9);
    return {
      serial: `${date.replaceAll('-', '')}${String(100_001 + index)}`,
      time: `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`,
      branch: branches[die(branches.length)] ?? '',
      customer: customers[die(customers.length)] ?? '',
      what: kinds[die(kinds.length)] ?? '',
      amount: (die(9_000_000) / 100 + 10).toFixed(2),
      state: die(14) === 0 ? '挂账' : die(18) === 0 ? '冲正' : '成功',
    };
  });
}
