import type { RobotTrouble } from '#domain/robot-run.ts';

/** Trouble of the system's own making, with nothing secret in its message. */
export function systemTrouble(code: Extract<RobotTrouble, { kind: 'system' }>['code'], message: string): RobotTrouble {
  return { kind: 'system', code, message: message.slice(0, 500) };
}
