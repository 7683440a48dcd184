import { ratio } from '#eval/ratio.ts';

/** How well navigation follows the bank dialogues of STAR. Definitions: eval/README.md. */
export interface ProcessFigures {
  readonly nodeDonePrecision: number | null;
  readonly nodeDoneRecall: number | null;
  readonly nodeDoneF1: number | null;
  readonly nodesDone: number;
  readonly nextStepTop1: number | null;
  readonly nextStepTop1Happy: number | null;
  readonly nextStepTop1Unhappy: number | null;
  readonly staticTop1: number | null;
  readonly undoneExact: number | null;
  readonly undoneOf: number;
  readonly switchDelayTurns: number | null;
  readonly switchesMissed: number;
  readonly switches: number;
  readonly n: number;
}

/** Counts of one evaluation, and the figures they make. */
export class Tally {
  wanted = 0;
  found = 0;
  claimed = 0;
  readonly happy = { n: 0, right: 0 };
  readonly unhappy = { n: 0, right: 0 };
  byGraph = 0;
  undone = 0;
  undoneRight = 0;
  switches = 0;
  missed = 0;
  delay = 0;

  figures(): ProcessFigures {
    const [precision, recall] = [ratio(this.found, this.claimed), ratio(this.found, this.wanted)];
    const n = this.happy.n + this.unhappy.n;
    return {
      nodeDonePrecision: precision,
      nodeDoneRecall: recall,
      nodeDoneF1: ratio(2 * this.found, this.claimed + this.wanted),
      nodesDone: this.wanted,
      nextStepTop1: ratio(this.happy.right + this.unhappy.right, n),
      nextStepTop1Happy: ratio(this.happy.right, this.happy.n),
      nextStepTop1Unhappy: ratio(this.unhappy.right, this.unhappy.n),
      staticTop1: ratio(this.byGraph, n),
      undoneExact: ratio(this.undoneRight, this.undone),
      undoneOf: this.undone,
      switchDelayTurns: ratio(this.delay, this.switches - this.missed),
      switchesMissed: this.missed,
      switches: this.switches,
      n,
    };
  }
}
