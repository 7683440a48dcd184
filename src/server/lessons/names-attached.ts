import { personAfter } from '#engine/wrapup/slots/person.ts';
import { surnameLength } from '#engine/wrapup/slots/surnames.ts';

/** What came with a call and names the customer: by what the field is called, or because its value reads like a whole name. In doubt it is one. */
export function namesAttached(data: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(data).flatMap(([field, value]) => {
    const name = value.trim().replace(courtesy, '').trim();
    return name.length >= 2 && (sayName.test(field) || isWholeName(name)) ? [name] : [];
  });
}

const courtesy = /(?:先生|女士|小姐|太太)$|^(?:Mr|Mrs|Ms|Miss|Dr)\.? /u;

/** customerName, holder_name, 客户姓名, 户名; not productName. */
const sayName =
  /姓名|名字|户名|称呼|客户名|持卡人|联系人|^name$|(?:customer|client|caller|holder|owner|contact|full|first|last|given|family|sur)[\s_-]?name/iu;

/** 周明远, Helen Carter; neither 金卡客户 nor gold. */
function isWholeName(value: string): boolean {
  if (/^\p{Script=Latin}/u.test(value)) return /^\p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'.-]*){1,3}$/u.test(value);
  return personAfter(value, 0)?.value === value && value.length > surnameLength(value);
}
