import { twice } from '#engine/hear/match/room.ts';

/** What one run found: stretches of the normal text, and 1 where it was heard only by sound. Every run writes over the last. */
export class Matches {
  count = 0;
  start = new Int32Array(256);
  end = new Int32Array(256);
  sound = new Int32Array(256);

  take(start: number, end: number, sound: number): void {
    const at = this.count++;
    if (at === this.start.length) {
      this.start = twice(this.start);
      this.end = twice(this.end);
      this.sound = twice(this.sound);
    }
    this.start[at] = start;
    this.end[at] = end;
    this.sound[at] = sound;
  }
}
