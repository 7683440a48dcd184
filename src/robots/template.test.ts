import { expect, test } from 'vitest';
import { compileTemplate } from '#robots/template.ts';

const scope = { inputs: { tail: '5521', amount: 2000.5, n: 3 }, vars: { rows: [{ name: '周' }] }, run: { today: '2026-11-22' } };
const cases: readonly (readonly [string, string])[] = [
  ['没有括号', '没有括号'],
  ['挂失-{{ inputs.tail }}', '挂失-5521'],
  ['{{ run.today }} 共 {{ size(vars.rows) }} 笔', '2026-11-22 共 1 笔'],
  ['{{ inputs.amount >= 2000 ? "大额" : "小额" }}', '大额'],
  ['{{ vars.rows }}', '[{"name":"周"}]'],
  ['{{ inputs.n == 3 }}', 'true'],
];

test.each(cases)('%s → %s', (text, written) => {
  const compiled = compileTemplate(text);
  expect('problem' in compiled ? compiled.problem : compiled.write(scope)).toBe(written);
});

test.each([
  ['挂失 {{ inputs.tail', { problem: '{{ without }}', column: 4 }],
  ['{{ 1 + }}', { problem: 'Unexpected token: EOF', column: 3 }],
])('%s cannot be read', (text, problem) => {
  expect(compileTemplate(text)).toEqual(problem);
});
