import type { Bus } from '#ports/bus.ts';

/** A bus inside one process: hands messages on at once. A listener that throws does not stop the others. */
export class BusInProcess implements Bus {
  readonly #listeners = new Map<string, Set<(message: unknown) => void>>();
  readonly #failed: (error: unknown) => void;

  constructor(failed: (error: unknown) => void) {
    this.#failed = failed;
  }

  publish(subject: string, message: unknown): void {
    for (const heard of this.#listeners.get(subject) ?? []) {
      try {
        heard(message);
      } catch (error) {
        this.#failed(error);
      }
    }
  }

  listen(subject: string, heard: (message: unknown) => void): () => void {
    const listeners = this.#listeners.get(subject) ?? new Set();
    this.#listeners.set(subject, listeners);
    listeners.add(heard);
    return () => {
      listeners.delete(heard);
      if (listeners.size === 0 && this.#listeners.get(subject) === listeners) this.#listeners.delete(subject);
    };
  }

  isHeard(subject: string): boolean {
    return this.#listeners.has(subject);
  }

  async close(): Promise<void> {
    this.#listeners.clear();
  }
}
