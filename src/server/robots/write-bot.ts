import { Document, isMap, isSeq } from 'yaml';
import type { ImportedRecording } from '#robots/import-recording.ts';

/** The YAML text of an imported recording: what to look at stands at the top, where a step came from above it. */
export function writeImported({ bot, steps, gaps }: Extract<ImportedRecording, { kind: 'imported' }>): string {
  const document = new Document(bot, { aliasDuplicateObjects: false });
  const look = gaps.map(({ step, why }) => ` recorded step ${step}: ${why}`);
  document.commentBefore = [' Imported from a recording. Everything that begins with ?? is still to be written.', ...look].join('\n');
  const written = document.get('steps');
  if (isSeq(written)) {
    for (const [index, node] of written.items.entries()) {
      const { from, to } = steps[index] ?? { from: 0, to: 0 };
      if (isMap(node)) node.commentBefore = ` recorded steps ${from} to ${to}; the effect is a proposal`;
    }
  }
  return document.toString({ lineWidth: 0 });
}
