import { type MarkClass, writeMark } from '#domain/mark.ts';
import type { Lang } from '#domain/speaker.ts';
import { type Admitted, admit } from './door.ts';
import { fold } from './fold.ts';
import type { DoorMemory } from './memory.ts';
import { type Sealed, writeNumber, writeWhole } from './write.ts';

/** Fields let in: call-attached data (随路数据), slots edited by hand. */
export interface AdmittedRecord {
  readonly memory: DoorMemory;
  readonly fields: Readonly<Record<string, string>>;
  readonly sealed: readonly Sealed[];
}

const fieldClasses: readonly (readonly [MarkClass | 'plain', RegExp])[] = [
  [
    'plain',
    /tail|last.?(?:four|4)|尾号|后四位|末四位|ticket|工单|工号|agent|staff|amount|金额|queue|date|日期|balance|余额|dnis|called|被叫/,
  ],
  ['otp', /otp|验证码|动态码|校验码|verification.?code|one.?time/],
  ['cvv', /cv[vcn]2?|安全码|背面三位|security.?code/],
  ['pin', /(?:^|[^a-z])pin(?:$|[^a-z])|取款密码|交易密码|支付密码/],
  ['password', /passw|pwd|密码|口令/],
  ['email', /e-?mail|邮箱|邮件/],
  ['id', /(?:^|[^a-z])(?:id|cert|identity).?(?:no|num|card|number)|身份证|证件|ssn|passport|护照/],
  ['card', /card.?(?:no|num)|(?:^|[^a-z])pan(?:$|[^a-z])|卡号|账号|帐号|account.?(?:no|num)|iban/],
  ['phone', /phone|mobile|手机|电话|来电|主叫|(?:^|[^a-z])(?:ani|caller|tel|msisdn|contact)/],
];

/** Lets fields in: one whose name says a secret class becomes a mark as a whole; the rest is read like words said out of the blue. */
export function admitRecord(memory: DoorMemory, fields: Readonly<Record<string, string>>, lang: Lang): AdmittedRecord {
  let now = memory;
  const sealed: Sealed[] = [];
  const marked: Record<string, string> = {};
  for (const [name, value] of Object.entries(fields)) {
    const taken = admitField(now, name, value, lang);
    now = { ...taken.memory, asked: memory.asked, open: memory.open, turn: memory.turn };
    sealed.push(...taken.sealed);
    marked[name] = taken.text;
  }
  return { memory: now, fields: marked, sealed };
}

function admitField(memory: DoorMemory, name: string, value: string, lang: Lang): Admitted {
  const words = fold(name.replace(/([a-z])([A-Z])/g, '$1_$2'));
  const kind = fieldClasses.find(([, pattern]) => pattern.test(words))?.[0];
  const alone: DoorMemory = { ...memory, asked: [], open: null };
  const out = (text: string) => admit(alone, { speaker: 'customer', text, lang, atMs: 0 });
  if (kind === undefined || kind === 'plain' || value.trim() === '') return out(value);

  const plain = fold(value).replace(/[\s()（）\-.]/g, '');
  const place = { from: 0, to: value.length };
  if (kind === 'email' || kind === 'password' || !/^\+?\d+x?$/.test(plain)) {
    const isValue = kind === 'email' ? plain.includes('@') : kind === 'password' || /\d{3}/.test(plain);
    if (!isValue) return out(value);
    const written = writeWhole(alone, kind, place, kind === 'email' ? fold(value).trim() : plain.toUpperCase());
    return { memory: written.memory, text: writeMark(written.edit.mark), sealed: written.sealed };
  }
  const groups = [{ digits: plain.replace('+', '').toUpperCase(), takesBack: false }];
  const found = { kind: 'secret', class: kind, ...place, groups, isLast: false, continues: false } as const;
  const written = writeNumber(alone, found, { speaker: 'customer', lang, turn: memory.turn, atMs: 0 });
  return { memory: written.memory, text: writeMark(written.edit.mark), sealed: written.sealed };
}
