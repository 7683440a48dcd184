import type { Happening } from '#domain/event.ts';
import { aboutRobot, isRunField } from '#domain/robot-told.ts';

const mostTold = 50;

/** What scripts may be filled with after a robot has told something: the newest of each name. */
export function tellingOf(
  told: Readonly<Record<string, string>>,
  { about, fields }: Extract<Happening, { kind: 'informed' }>,
): Readonly<Record<string, string>> {
  if (!about.startsWith(aboutRobot)) return told;
  const fresh = Object.entries(fields).filter(([name, value]) => !isRunField(name) && value !== '');
  const kept = Object.entries(told).filter(([name]) => !fresh.some(([other]) => other === name));
  return Object.fromEntries([...kept, ...fresh].slice(-mostTold));
}
