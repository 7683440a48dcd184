import { expect, test } from 'vitest';
import type { Permission } from '#domain/permission.ts';
import { type TaskStand, whyNotSettle } from '#server/robots/tasks/may-settle.ts';

const approval: TaskStand = { kind: 'approval', state: 'open', asked_by: '5001', asked_for: '1027', settled_by: null, author: '5003' };
const decision: TaskStand = { ...approval, kind: 'decision' };
const second: TaskStand = { ...decision, state: 'second', settled_by: '5009' };

const cases: readonly { when: string; task: TaskStand; who: string; may: readonly Permission[]; why: string | undefined }[] = [
  { when: 'an approver approves', task: approval, who: '5002', may: ['robot.approve'], why: undefined },
  { when: 'an operator does not approve', task: approval, who: '5009', may: ['robot.operate'], why: 'no-right' },
  { when: 'who asked does not, whatever they may', task: approval, who: '5001', may: ['robot.operate', 'robot.approve'], why: 'asked' },
  { when: 'nor whom it is for', task: approval, who: '1027', may: ['desk.use', 'robot.approve'], why: 'asked' },
  { when: 'nor who wrote the bot', task: approval, who: '5003', may: ['robot.author', 'robot.approve'], why: 'author' },
  { when: 'an operator decides first', task: decision, who: '5009', may: ['robot.operate'], why: undefined },
  { when: 'not twice', task: second, who: '5009', may: ['robot.operate', 'robot.approve'], why: 'decided-first' },
  { when: 'another operator is no second', task: second, who: '5008', may: ['robot.operate'], why: 'second-approves' },
  { when: 'an approver is', task: second, who: '5002', may: ['robot.approve'], why: undefined },
  { when: 'the agent of the call answers', task: { ...approval, kind: 'answer' }, who: '1027', may: ['desk.use'], why: undefined },
  { when: 'another agent does not', task: { ...approval, kind: 'answer' }, who: '1533', may: ['desk.use'], why: 'no-right' },
  { when: 'the operator takes a hand-over', task: { ...approval, kind: 'hand-over' }, who: '5001', may: ['robot.operate'], why: undefined },
  { when: 'owners of credentials settle nothing', task: decision, who: '5004', may: ['robot.credential'], why: 'no-right' },
];
test.each(cases)('$when', ({ task, who, may, why }) => expect(whyNotSettle(task, { staffNo: who, may: new Set(may) })).toBe(why));
