import { markPattern } from '#domain/mark.ts';
import { admit, doorStart } from '#engine/door/door.ts';

const names: Readonly<Record<string, string>> = {
  phone: '手机号',
  card: '卡号',
  id: '证件号',
  email: '邮箱',
  password: '密码',
  pin: '密码',
  otp: '验证码',
  cvv: '安全码',
};

/**
 * Takes secrets out of what somebody typed into a ticket or a wrap-up after the call: 〔卡号 …0005〕 stays. Nothing is sealed: the one number
 * of a ticket that may be called back has a field of its own. Marks that came from a conversation's wrap-up pass as such a note too.
 */
export function withoutSecrets(text: string): string {
  const plain = text.replace(markPattern, note);
  const { text: marked } = admit(doorStart, { speaker: 'agent', text: plain, lang: 'zh', atMs: 0 });
  return marked.replace(markPattern, note);
}

function note(_mark: string, kind: string, _number: string, tail?: string): string {
  return `〔${names[kind] ?? kind}${tail ? ` …${tail}` : ''}〕`;
}
