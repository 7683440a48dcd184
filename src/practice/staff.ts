/** What somebody at the practice bank is there for; the menu shows no more than that. */
export type Duty = '柜员' | '客户关怀岗' | '产品经办' | '运行岗' | '宣传岗';

/** Somebody who may sign in to the practice bank. The passwords are printed here because nothing behind them is real. */
export interface PracticeUser {
  readonly staffNo: string;
  readonly name: string;
  readonly duty: Duty;
  readonly password: string;
}

/** Everybody who may sign in, one for each duty. */
export const practiceUsers: readonly PracticeUser[] = [
  { staffNo: '6101', name: '柜员一', duty: '柜员', password: 'Jh#6101-teller' },
  { staffNo: '6102', name: '关怀一', duty: '客户关怀岗', password: 'Jh#6102-care' },
  { staffNo: '6103', name: '经办一', duty: '产品经办', password: 'Jh#6103-order' },
  { staffNo: '6104', name: '运行一', duty: '运行岗', password: 'Jh#6104-daily' },
  { staffNo: '6105', name: '宣传一', duty: '宣传岗', password: 'Jh#6105-notice' },
];

const wrongAtMost = 3;

/** Who may sign in, and who is locked after three wrong passwords in a row. */
export class Staff {
  readonly #wrong = new Map<string, number>();
  ok = 0;
  failed = 0;

  /** Signs somebody in, or says what the system says. */
  signIn(staffNo: string, password: string): PracticeUser | { readonly refused: string } {
    const user = practiceUsers.find(one => one.staffNo === staffNo);
    const wrong = this.#wrong.get(staffNo) ?? 0;
    if (user && wrong >= wrongAtMost) return this.#refuse('该工号已锁定,请联系系统管理员解锁');
    if (user && user.password === password) {
      this.#wrong.delete(staffNo);
      this.ok += 1;
      return user;
    }
    if (!user) return this.#refuse('工号或密码错误');
    this.#wrong.set(staffNo, wrong + 1);
    const left = wrongAtMost - wrong - 1;
    return this.#refuse(left > 0 ? `工号或密码错误,还可尝试${left}次` : '密码连续错误三次,该工号已锁定');
  }

  get locked(): readonly string[] {
    return [...this.#wrong].filter(([, wrong]) => wrong >= wrongAtMost).map(([staffNo]) => staffNo);
  }

  #refuse(refused: string): { refused: string } {
    this.failed += 1;
    return { refused };
  }
}
