import { expect, test } from 'vitest';
import { openLog } from '#server/log.ts';

function logged(fields: Record<string, unknown>, options: { pii?: boolean } = {}): Record<string, unknown> {
  let line = '';
  const write = (text: string) => {
    line = text;
  };
  const log = openLog({ ...options, to: { write } });
  log.info(fields, 'utterance heard');
  const { time: _time, ...rest } = JSON.parse(line);
  return rest;
}

const base = { level: 'info', say: 'utterance heard' };
const cases = [
  { when: 'plain fields', fields: { conversation: 'c1', position: 3 }, kept: { ...base, conversation: 'c1', position: 3 } },
  { when: 'what somebody said', fields: { conversation: 'c1', 'pii.text': '我叫王芳' }, kept: { ...base, conversation: 'c1' } },
  {
    when: 'secrets at any of three depths',
    fields: { password: 'a', user: { token: 'b' }, request: { headers: { cookie: 'c', authorization: 'd' } } },
    kept: {
      ...base,
      password: '[secret]',
      user: { token: '[secret]' },
      request: { headers: { cookie: '[secret]', authorization: '[secret]' } },
    },
  },
  {
    when: 'a request, without its query',
    fields: { req: { method: 'GET', url: '/v1/search?q=%E6%8C%82%E5%A4%B1', id: 'r1' } },
    kept: { ...base, req: { method: 'GET', path: '/v1/search', id: 'r1' } },
  },
];
test.each(cases)('$when', ({ fields, kept }) => expect(logged(fields)).toEqual(kept));

test('pii fields are written only where they are switched on', () =>
  expect(logged({ 'pii.text': '我叫王芳' }, { pii: true })).toEqual({ ...base, 'pii.text': '我叫王芳' }));

test('an error of the database keeps its code and place and loses the row it quotes', () => {
  const error = Object.assign(new Error('invalid input syntax for type integer: "6222021234567890"'), {
    code: '22P02',
    detail: 'Failing row contains (6222021234567890)',
    table: 'events',
  });
  const line = JSON.stringify(logged({ err: error }));
  expect(line).not.toContain('6222');
  expect(line).toContain('database error 22P02');
  expect(line).toContain('events');
});
