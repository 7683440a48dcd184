import { vi } from 'vitest';
import { patient } from '#test/kit/patient.ts';

/** Consumes until so many rows were taken: rows wait while any older transaction of the server runs, also one of another test's database. */
export async function waitForConsumer(consume: () => Promise<number>, wanted: number): Promise<void> {
  let taken = 0;
  await vi.waitUntil(async () => {
    taken += await consume();
    return taken >= wanted;
  }, patient);
}
