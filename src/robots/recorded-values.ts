import type { BotInput } from '#domain/bot.ts';
import type { Selector, Typed } from '#domain/browser-action.ts';
import { blank } from '#robots/blanks.ts';
import { fieldKind, labelOf, typeOf, variableOf } from '#robots/recorded-field.ts';
import type { Deed } from '#robots/recorded-keys.ts';
import { type TypedValue, typedIn } from '#robots/typed-values.ts';

/** What became of the values somebody typed. `values` is by the number of the recorded step. */
export interface RecordedValues {
  readonly inputs: Readonly<Record<string, { readonly title: string; readonly type: BotInput['type'] }>>;
  readonly secrets: Readonly<Record<string, { readonly target: string; readonly role: string }>>;
  readonly typed: readonly TypedValue[];
  readonly values: ReadonlyMap<number, Typed>;
  readonly oneTime: readonly number[];
}

/** Names every typed value: a password becomes a secret, with who signs in before it; anything else an input. */
export function nameValues(deeds: readonly Deed[], target: string): RecordedValues {
  const fields = deeds.flatMap((deed): Field[] => {
    if (deed.kind === 'typed')
      return [{ number: deed.number, selectors: deed.into?.selectors ?? [], text: deed.text, page: deed.step.target }];
    if (deed.kind !== 'step' || deed.step.type !== 'change') return [];
    return [{ number: deed.number, selectors: deed.step.selectors, text: deed.step.value, page: deed.step.target }];
  });
  const secrets: Record<string, { target: string; role: string }> = {};
  const inputs: Record<string, { title: string; type: BotInput['type'] }> = {};
  const typed: TypedValue[] = [];
  const values = new Map<number, Typed>();
  const names = new Map<string, string>(); // kind, label and value: the name it got
  const called = (key: string, wish: string, taken: object): string => {
    const held = names.get(key);
    if (held) return held;
    let name = wish;
    for (let at = 2; Object.hasOwn(taken, name); at++) name = `${wish}${at}`;
    names.set(key, name);
    return name;
  };

  const hidden = fields.filter(({ selectors }) => ['password', 'one-time'].includes(fieldKind(selectors)));
  typed.push(...hidden.map(({ text }) => ({ text, secret: true, as: '' })));
  for (const [at, field] of fields.entries()) {
    const kind = fieldKind(field.selectors);
    const next = fields[at + 1];
    const signsIn = kind === 'user' && next?.page === field.page && fieldKind(next.selectors) === 'password';
    if (kind === 'password' || signsIn) {
      const password = kind === 'password' ? field.text : (next?.text ?? '');
      const name = called(`secret ${password}`, 'signIn', secrets);
      secrets[name] = { target, role: blank('the role whose credential this is, as the vault names it') };
      values.set(field.number, { secret: `${name}.${kind === 'password' ? 'password' : 'user'}` });
      if (signsIn) typed.push({ text: field.text, secret: true, as: '' });
    } else if (kind === 'one-time') {
      values.set(field.number, blank('a code of the moment cannot be recorded: where does it come from?'));
    } else {
      const naming = field.selectors.filter(
        selector => !typedIn([...typed, { text: field.text, secret: true, as: '' }], [selector].flat().join('\n')),
      );
      const label = labelOf(naming);
      const name = called(`input ${label} ${field.text}`, variableOf(naming), inputs);
      const title = label === null ? name : label.slice(0, 40);
      inputs[name] = { title, type: typeOf(name.replace(/\d+$/, '')) };
      values.set(field.number, `{{ inputs.${name} }}`);
      typed.push({ text: field.text, secret: false, as: `{{ inputs.${name} }}` });
    }
  }
  const oneTime = fields.filter(({ selectors }) => fieldKind(selectors) === 'one-time').map(({ number }) => number);
  return { inputs, secrets, typed, values, oneTime };
}

interface Field {
  readonly number: number;
  readonly selectors: readonly Selector[];
  readonly text: string;
  readonly page: string;
}
