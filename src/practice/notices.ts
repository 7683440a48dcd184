/** An internal notice. */
export interface Notice {
  readonly no: string;
  readonly title: string;
  readonly text: string;
  readonly kind: string;
  readonly by: string;
  published: { readonly docNo: string; readonly at: string; readonly by: string } | null;
}

const drafts = [
  [
    '关于调整大额存单利率的通知',
    '产品变更',
    '自12月1日起,三年期大额存单年利率调整为1.90%,已存入的按原利率执行至到期。坐席答复客户时以新利率表为准。',
  ],
  [
    '关于手机银行夜间维护的通知',
    '系统维护',
    '本周六23:00至次日02:00手机银行升级,期间转账、缴费暂停,银行卡消费不受影响。客户来电请按此口径解释。',
  ],
  [
    '关于防范冒充客服退款诈骗的提示',
    '风险提示',
    '近期出现冒充我行客服以退款为由索要验证码的案例。坐席须提醒客户:我行不会索要密码和验证码。',
  ],
] as const;

/** The notices that wait for being published. */
export function seededNotices(): Notice[] {
  return drafts.map(([title, kind, text], index) => ({ no: `TZ2026${101 + index}`, title, kind, text, by: '6105', published: null }));
}
