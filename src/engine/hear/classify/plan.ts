import type { Concept } from '#domain/concept.ts';
import type { ClassifierPart, Doubted } from '#engine/hear/classify/classifier-part.ts';
import type { Example } from '#engine/hear/classify/example-set.ts';

/** What a classifier is to learn, and how: plain data, so that its networks may be learned anywhere. */
export interface Plan {
  readonly learned: readonly Learned[];
  readonly examples: readonly Example[];
  readonly course: Course;
  /** Classes that shut each other out (`ClassifierPart.rivals`). */
  readonly rivals?: readonly number[];
  /** Classes whose patterns are doubted (`ClassifierPart.doubted`). */
  readonly doubted?: Doubted;
}

/** A class to be learned. */
export type Learned = Pick<Concept, 'key' | 'speaker' | 'sureFrom'>;

/** How thoroughly to learn. */
export interface Course {
  readonly members: number;
  readonly rate: number;
  /** So many examples are gone through in all, whatever their number; each at least as often as the second figure says. */
  readonly steps: number;
  readonly leastRounds: number;
  /** `one`: a text belongs to one class at most; `many`: each class is judged by itself; absent: as the examples are. */
  readonly kind?: ClassifierPart['kind'];
  /** Nothing less probable is heard, whatever the left-out texts say. */
  readonly leastSure?: number;
}

export const thorough: Course = { members: 3, rate: 0.05, steps: 60_000, leastRounds: 16 };
/** A third of the time, and on what another hand wrote no worse. */
export const brisk: Course = { members: 2, rate: 0.1, steps: 40_000, leastRounds: 12 };
