/** What an `informed` event of a robot is about begins with this; the bot's name follows. */
export const aboutRobot = 'robot/';

/** Fields about the run itself: its id and state. All others are what it found out, and fill the blanks of scripts by their names. */
export const runFields = { run: 'run.id', state: 'run.state', consent: 'run.consent', by: 'run.by' } as const;

/** Whether a field speaks of the run itself. */
export function isRunField(name: string): boolean {
  return name.startsWith('run.');
}
