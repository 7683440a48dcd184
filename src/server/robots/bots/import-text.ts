import type { ImportedBot } from '#protocol/robots.ts';
import { importRecording } from '#robots/import-recording.ts';
import { readText } from '#server/robots/bots/versions.ts';
import { writeImported } from '#server/robots/write-bot.ts';

/** The text of a bot out of a recording's file. What was typed is in none of it, nor in a complaint. */
export function importText(recording: string, target: string | undefined): ImportedBot {
  const value = parsed(recording);
  if (value === undefined) return { kind: 'refused', problems: [{ step: 0, why: 'this is no JSON' }] };
  const imported = importRecording(value, target);
  if (imported.kind === 'refused') return { kind: 'refused', problems: imported.problems.map(({ step, why }) => ({ step, why })) };
  const yaml = writeImported(imported);
  const gaps = imported.gaps.map(({ step, why }) => ({ step, why }));
  return { kind: 'imported', yaml, gaps, problems: [...readText(yaml).problems] };
}

/** Messages of JSON.parse quote the text, and the text may hold a password. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
