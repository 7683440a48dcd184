import { type Compiled, compile, type Scope } from '#robots/expression.ts';
import { compileTemplate } from '#robots/template.ts';

/** Writes one template out. Throws BadExpression, as its expressions do. */
export function writeOut(text: string, scope: Scope): string {
  if (!text.includes('{{')) return text;
  const compiled = compileTemplate(text);
  return 'problem' in compiled ? text : compiled.write(scope);
}

/** Whether an expression holds; anything but true does not. Throws BadExpression. */
export function holds(text: string, scope: Scope): boolean {
  const compiled: Compiled | { readonly problem: string } = compile(text);
  return 'problem' in compiled ? false : compiled.value(scope) === true;
}
