import { expect, test } from 'vitest';
import type { Permission, Requirement } from '#domain/permission.ts';
import { demoRefusal } from '#server/people/demo-mode.ts';
import { isLoopback } from '#server/people/loopback.ts';
import { standardRoles } from '#server/people/roles.ts';
import { refusal, socketPermissions } from '#server/people/socket-permissions.ts';
import { meets, nobody, type Who } from '#server/people/who.ts';

const key = (...may: Permission[]): Who => ({ kind: 'key', id: 'k', name: 'k', may: new Set(may) });
const cases: readonly { who: Who; asks: Requirement | undefined; answer: string }[] = [
  { who: nobody, asks: undefined, answer: 'no' },
  { who: key('desk.use'), asks: undefined, answer: 'no' },
  { who: nobody, asks: 'public', answer: 'yes' },
  { who: nobody, asks: 'signed-in', answer: 'sign-in-first' },
  { who: nobody, asks: 'desk.use', answer: 'sign-in-first' },
  { who: key('desk.use'), asks: 'desk.use', answer: 'yes' },
  { who: key('desk.use'), asks: 'audit.read', answer: 'no' },
  { who: key('desk.use'), asks: 'signed-in', answer: 'no' },
];
test.each(cases)('$who.kind and $asks → $answer', ({ who, asks, answer }) => expect(meets(who, asks)).toBe(answer));

const messages = Object.entries(socketPermissions).flatMap(([socket, table]) =>
  Object.keys(table).map(type => ({ socket: socket as keyof typeof socketPermissions, type })),
);
test.each(messages)('$socket refuses $type from nobody and from a key without scopes', ({ socket, type }) => {
  expect(refusal(nobody, socket, type)).toEqual({ kind: 'not-signed-in' });
  expect(refusal(key(), socket, type)).toEqual({ kind: 'not-allowed', action: type });
});

test('a message that is not listed is refused, also one named like something every object has', () => {
  for (const type of ['unheard-of', 'constructor', 'toString', '__proto__'])
    expect(refusal(key('desk.use', 'ingest.send'), '/v1/ingest', type)).toEqual({ kind: 'not-allowed', action: type });
});

test('duties are separate in the standard roles', () => {
  const both = (a: Permission, b: Permission) =>
    standardRoles.filter(role => role.may.includes(a) && role.may.includes(b)).map(role => role.key);
  const duties = ['robot.author', 'robot.approve', 'robot.operate', 'robot.credential'] as const;
  const robots = duties.flatMap((a, at) => duties.slice(at + 1).flatMap(b => both(a, b)));
  expect([both('content.edit', 'content.approve'), robots, both('people.manage', 'audit.read')]).toEqual([[], [], []]);
  expect(standardRoles).toHaveLength(16);
});

const grounds = [
  { host: '127.0.0.1', environment: {}, refused: false },
  { host: 'localhost', environment: {}, refused: false },
  { host: '0.0.0.0', environment: {}, refused: true },
  { host: '127.0.0.1', environment: { NODE_ENV: 'production' }, refused: true },
  { host: '127.0.0.1', environment: { DESKSIDE_ENV: 'production' }, refused: true },
  { host: '127.0.0.1', publicOrigin: 'https://desk.example', environment: {}, refused: true },
];
test.each(grounds)('the demo on $host with $environment $publicOrigin: refused $refused', ({ refused, ...ground }) =>
  expect(demoRefusal(ground) !== undefined).toBe(refused),
);

test.each(['127.0.0.1', '127.8.9.1', '::1', '[::1]', '::ffff:127.0.0.1', 'localhost'])('%s is this machine', name =>
  expect(isLoopback(name)).toBe(true),
);
test.each(['127.0.0.1.evil.example', '10.0.0.1', 'localhost.evil.example', '', '0.0.0.0'])('%s is not', name =>
  expect(isLoopback(name)).toBe(false),
);
