import type { Requirement } from '#domain/permission.ts';
import type { Problem } from '#domain/problem.ts';
import type { DeskUp } from '#protocol/desk-up.ts';
import type { TeamUp } from '#protocol/supervisor.ts';
import type { Up } from '#protocol/up.ts';
import { meets, type Who } from '#server/people/who.ts';

/** What every message on our sockets asks for. A message family that grows without a line here does not compile. */
export const socketPermissions = {
  '/v1/desk': {
    follow: 'conversation.read.own', // reading others' needs more: the desk's own check of the conversation
    leave: 'desk.use',
    act: 'desk.use',
    painted: 'desk.use',
    announced: 'desk.use',
    visible: 'desk.use',
    whisper: 'desk.use',
    beat: 'desk.use',
  },
  '/v1/supervisor': {
    watch: 'team.supervise',
    follow: 'team.supervise', // of which agents: the session's own check
    leave: 'team.supervise',
    beat: 'team.supervise',
  },
  '/v1/ingest': {
    open: 'ingest.send',
    event: 'ingest.send',
    partial: 'ingest.send',
    beat: 'ingest.send',
    presence: 'ingest.send',
  },
} as const satisfies {
  readonly '/v1/desk': Readonly<Record<DeskUp['type'], Requirement>>;
  readonly '/v1/supervisor': Readonly<Record<TeamUp['type'], Requirement>>;
  readonly '/v1/ingest': Readonly<Record<Up['type'], Requirement>>;
};

export type Socket = keyof typeof socketPermissions;

/** Why somebody may not send this message; undefined when they may. An unlisted message is refused. */
export function refusal(who: Who, socket: Socket, type: string): Problem | undefined {
  const table: Readonly<Record<string, Requirement>> = socketPermissions[socket];
  const answer = meets(who, Object.hasOwn(table, type) ? table[type] : undefined);
  if (answer === 'yes') return undefined;
  return answer === 'sign-in-first' ? { kind: 'not-signed-in' } : { kind: 'not-allowed', action: type };
}
