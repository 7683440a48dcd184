import type { FastifyRequest } from 'fastify';
import type { Permission } from '#domain/permission.ts';
import { ProblemError } from '#domain/problem.ts';
import { personOf } from '#server/people/guard.ts';
import type { PersonWho } from '#server/people/who.ts';

/** Those who work with robots; owners of credentials see no work of others. */
export const robotPeople: readonly Permission[] = ['robot.operate', 'robot.approve', 'robot.author'];

/** The person behind a request, who needs one of several permissions. */
export function mustBeOneOf(request: FastifyRequest, permissions: readonly Permission[]): PersonWho {
  const who = personOf(request);
  if (!permissions.some(one => who.may.has(one))) throw new ProblemError({ kind: 'not-allowed', action: permissions.join(' or ') });
  return who;
}
