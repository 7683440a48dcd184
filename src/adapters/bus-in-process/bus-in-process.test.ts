import { expect, test } from 'vitest';
import { BusInProcess } from '#adapters/bus-in-process/bus-in-process.ts';

test('everybody who listens on a subject hears it, one who throws keeps it from nobody, one who stopped hears nothing', () => {
  const failures: unknown[] = [];
  const heard: string[] = [];
  const bus = new BusInProcess(error => failures.push((error as Error).message));
  bus.listen('a', () => {
    throw new Error('bad listener');
  });
  bus.listen('a', message => heard.push(`first ${message}`));
  const stop = bus.listen('a', message => heard.push(`second ${message}`));
  bus.listen('b', message => heard.push(`other ${message}`));

  bus.publish('a', 1);
  stop();
  bus.publish('a', 2);
  bus.publish('c', 3);

  expect({ heard, failures }).toEqual({ heard: ['first 1', 'second 1', 'first 2'], failures: ['bad listener', 'bad listener'] });
});
