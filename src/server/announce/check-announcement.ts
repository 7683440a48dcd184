import { type AnnouncementDoc, mustAcknowledge, textLimits } from '#domain/announcement.ts';
import { momentMs } from '#domain/announcement-turn.ts';
import type { Problem } from '#domain/problem.ts';
import { saidCues } from '#engine/hear/cues.ts';
import { parsePattern } from '#engine/hear/pattern.ts';

/** What an announcement may refer to. */
export interface Referable {
  readonly articles: ReadonlySet<string>;
  readonly concepts: ReadonlySet<string>;
}

const longestMs = 366 * 86_400_000;

/** Why an announcement cannot be sent as it is; undefined when it can. Who it is for is counted elsewhere. */
export function whyNotSent(doc: AnnouncementDoc, live: Referable, nowMs: number): Problem | undefined {
  if (doc.title.trim() === '') return invalid('title', 'is empty');
  if (doc.body.trim() === '') return invalid('body', 'is empty');
  for (const field of ['title', 'body', 'say'] as const) {
    if ([...doc[field]].length > textLimits[field]) return invalid(field, `has more than ${textLimits[field]} characters`);
  }
  if (doc.kind === 'urgent' && !mustAcknowledge(doc.importance)) return invalid('importance', 'urgent has to be acknowledged');
  return whyNoTime(doc, nowMs) ?? whyNoReference(doc, live);
}

function whyNoTime({ expiresAt, schedule }: AnnouncementDoc, nowMs: number): Problem | undefined {
  if (expiresAt === null) return invalid('expiresAt', 'is missing');
  const expiresMs = momentMs(expiresAt);
  if (expiresMs <= nowMs) return invalid('expiresAt', 'is in the past');
  if (expiresMs > nowMs + longestMs) return invalid('expiresAt', 'is more than a year away');
  switch (schedule.kind) {
    case 'now':
    case 'shift':
      return undefined;
    case 'at':
      return momentMs(schedule.at) >= expiresMs ? invalid('schedule', 'begins after it expires') : undefined;
    case 'between':
      if (momentMs(schedule.to) <= nowMs) return invalid('schedule', 'is in the past');
      if (momentMs(schedule.to) <= momentMs(schedule.from)) return invalid('schedule', 'ends before it begins');
      return momentMs(schedule.from) >= expiresMs ? invalid('schedule', 'begins after it expires') : undefined;
    case 'repeat':
      if (schedule.days.length === 0) return invalid('schedule', 'names no day');
      return schedule.from === schedule.to ? invalid('schedule', 'ends when it begins') : undefined;
  }
}

/** Whoever writes it names an hour to come; one that passed while it waited for its approver no longer counts. */
export function whyTooLate({ schedule }: AnnouncementDoc, nowMs: number): Problem | undefined {
  return schedule.kind === 'at' && momentMs(schedule.at) < nowMs - 60_000 ? invalid('schedule', 'is in the past') : undefined;
}

function whyNoReference({ links, said, say }: AnnouncementDoc, { articles, concepts }: Referable): Problem | undefined {
  const broken = links.find(key => !articles.has(key));
  if (broken !== undefined) return invalid('links', `no live article has the key ${broken}`);
  for (const cue of said.flatMap(saidCues)) {
    if (cue.startsWith('@')) {
      if (!concepts.has(cue.slice(1))) return invalid('said', `there is no concept ${cue.slice(1)}`);
      continue;
    }
    const parsed = parsePattern(cue);
    if ('problem' in parsed) return invalid('said', `${cue}: ${parsed.problem.why}`);
  }
  return said.length > 0 && say.trim() === '' ? invalid('say', 'is empty, but phrases of it are to be said') : undefined;
}

function invalid(field: string, why: string): Problem {
  return { kind: 'invalid', field, why };
}
