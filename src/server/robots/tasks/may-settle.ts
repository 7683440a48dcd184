import type { Permission } from '#domain/permission.ts';
import type { TaskKind, TaskState } from '#domain/robot-run.ts';
import type { RobotTask } from '#protocol/robot-tasks.ts';

/** What counts when somebody wants to settle a task. */
export interface TaskStand {
  readonly kind: TaskKind;
  readonly state: TaskState;
  readonly asked_by: string;
  readonly asked_for: string | null;
  readonly settled_by: string | null;
  readonly author: string | null; // of the bot's version
}

/**
 * Why somebody may not settle a task; undefined when they may. What commits is approved by neither who asked for it nor whom it is for
 * nor who wrote the bot; a decision begins with an operator or approver, and an approver agrees as the second.
 */
export function whyNotSettle(
  task: TaskStand,
  who: { readonly staffNo: string; readonly may: ReadonlySet<Permission> },
): RobotTask['whyNot'] {
  const { kind, state, asked_by, asked_for, settled_by, author } = task;
  const [operates, approves] = [who.may.has('robot.operate'), who.may.has('robot.approve')];
  const isFor = asked_for === who.staffNo && who.may.has('desk.use');
  switch (kind) {
    case 'answer':
    case 'hand-over':
      return operates || isFor ? undefined : 'no-right';
    case 'approval':
    case 'decision': {
      if (!approves && !(kind === 'decision' && operates)) return 'no-right';
      if (asked_by === who.staffNo || asked_for === who.staffNo) return 'asked';
      if (author === who.staffNo) return 'author';
      if (state !== 'second') return undefined;
      if (settled_by === who.staffNo) return 'decided-first';
      return approves ? undefined : 'second-approves';
    }
  }
}
