import type { Process } from '#domain/process.ts';
import type { Slot } from '#domain/slot.ts';
import { alwaysSaid, blanksOf, untold } from '#engine/wrapup/summary/note-wording.ts';
import type { Fault } from '#server/content/check-rule.ts';

/** What is wrong with the wordings a process gives the summary: a blank that nothing fills, that is no part of a note, or that might stay empty. */
export function faultsOfNotes(process: Process, slots: readonly Slot[]): readonly Fault[] {
  const known = new Map(slots.filter(({ lang }) => lang === process.lang).map(slot => [slot.key, slot]));
  const wordings = [
    { path: ['note'], note: process.note },
    ...process.nodes.map(({ note }, at) => ({ path: ['nodes', at, 'note'], note })),
    ...process.results.map(({ note }, at) => ({ path: ['results', at, 'note'], note })),
  ];
  return wordings.flatMap(({ path, note = '' }) => {
    const fault = (why: string): Fault => ({ path, why });
    if (/[[\]{}]/u.test(alwaysSaid(note).replace(/\{\w+\}/gu, ''))) return [fault('a bracket is never closed, or closes none')];
    return [
      ...blanksOf(alwaysSaid(note)).map(slot => fault(`{${slot}} may be unknown: put it in […] with the words that go with it`)),
      ...blanksOf(note).flatMap(key => {
        const slot = known.get(key);
        if (!slot) return [fault(`no slot ${key}`)];
        if (slot.type === 'profile')
          return [fault(`${key} is a profile, which no note may hold: it comes with the call, and no word of the call shows it`)];
        return untold.includes(slot.type) ? [fault(`${key} is a ${slot.type}, which no note may hold`)] : [];
      }),
    ];
  });
}
