import type { Problem } from '#domain/problem.ts';

/** What went wrong, for whoever typed a command: one sentence, with what to do where that is known. */
export function problemInWords(problem: Problem): string {
  switch (problem.kind) {
    case 'not-found':
      return problem.what === 'person'
        ? `nobody with 工号 ${problem.id} works here, or they have left: deskside user list names everybody`
        : `there is no ${problem.what} ${problem.id}`;
    case 'not-allowed':
      return `they may not do this: it needs ${problem.action}`;
    case 'four-eyes':
      return `somebody else has to do this, not who began it: ${problem.action}`;
    case 'invalid':
      return `${problem.field}: ${problem.why}`;
    case 'conflict':
      return problem.why;
    case 'unavailable':
      return `${problem.what} is out of reach: try again in ${Math.ceil(problem.retryAfterMs / 1000)} s`;
    case 'busy':
      return `too much at once: try again in ${Math.ceil(problem.retryAfterMs / 1000)} s`;
    case 'not-signed-in':
    case 'wrong-key':
    case 'broken-frame':
    case 'too-large':
    case 'gap':
    case 'closed':
    case 'incomplete':
    case 'internal':
      return JSON.stringify(problem); // of the wire: no command meets them
  }
}
